using System.Globalization;
using System.Text.Json;
using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <content>Single values, each checked.</content>
internal sealed partial class JsonMapReader
{
    private delegate void ElementReader(ref Utf8JsonReader reader);

    // Names repeat for every point; these need no string each time.
    private static readonly (string Name, byte[] Utf8)[] s_pointNames =
        [("x", "x"u8.ToArray()), ("y", "y"u8.ToArray()), ("kind", "kind"u8.ToArray()), ("confidence", "confidence"u8.ToArray())];

    /// <summary>Goes to the next field of an object; false at its end.</summary>
    private bool NextName(ref Utf8JsonReader reader, out string name)
    {
        _tokens.Next(ref reader);
        name = "";
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return false;
        }

        foreach ((string known, byte[] utf8) in s_pointNames)
        {
            if (reader.ValueTextEquals(utf8))
            {
                name = known;
                return true;
            }
        }

        name = reader.GetString() ?? "";
        return true;
    }

    /// <summary>Reads an array of objects; the element reader begins inside each.</summary>
    private void ReadArray(ref Utf8JsonReader reader, ElementReader readElement)
    {
        _tokens.Next(ref reader, JsonTokenType.StartArray, "an array");
        for (_tokens.Next(ref reader); reader.TokenType != JsonTokenType.EndArray; _tokens.Next(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw _tokens.Unexpected(ref reader, "an object");
            }

            readElement(ref reader);
        }
    }

    private string? Text(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader);
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Null ? reader.GetString() : throw _tokens.Unexpected(ref reader, "text");
    }

    private int Integer(ref Utf8JsonReader reader, int minimum)
    {
        _tokens.Next(ref reader);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) && number >= minimum
            ? number
            : throw _tokens.Unexpected(ref reader, $"a whole number of {minimum} or more");
    }

    private float Confidence(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float number) && number is >= 0f and <= 1f
            ? number
            : throw _tokens.Unexpected(ref reader, "a confidence from 0 to 1");
    }

    private int Choice(ref Utf8JsonReader reader, IReadOnlyList<string> names)
    {
        _tokens.Next(ref reader);
        for (int index = 0; reader.TokenType == JsonTokenType.String && index < names.Count; index++)
        {
            if (reader.ValueTextEquals(names[index]))
            {
                return index;
            }
        }

        throw _tokens.Unexpected(ref reader, $"one of {string.Join(", ", names)}");
    }

    private DateTime Date(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader);
        return reader.TokenType == JsonTokenType.String
            && DateTime.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime date)
            ? date
            : throw _tokens.Unexpected(ref reader, "a date such as 2026-01-31T12:00:00");
    }

    private NumberRange Range(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader, JsonTokenType.StartArray, "a range [minimum, maximum]");
        NumberRange range = new(Number(ref reader), Number(ref reader));
        _tokens.Next(ref reader, JsonTokenType.EndArray, "a range [minimum, maximum]");
        return range;
    }

    private double Number(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader);
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw _tokens.Unexpected(ref reader, "a number");
    }
}
