using System.Text.Json;
using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <summary>FixPix's own map file, which holds all that a <see cref="DefectMap"/> does: docs/map-format.md.</summary>
internal sealed class JsonMapFormat : MapFormat
{
    /// <summary>What the field "format" says.</summary>
    public const string FormatName = "fixpix-defect-map";

    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    /// <summary>What the field "origin" says: for people, and for programs that are not sure.</summary>
    public const string Origin = "full raw array, 0-based, x right, y down";

    /// <inheritdoc/>
    public override string Name => "FixPix map";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".json"];

    /// <summary>The names of the kinds in the file, by <see cref="DefectKind"/>.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["deviating", "dead", "hot", "stuck"];

    /// <summary>The names of the shapes in the file, by <see cref="DefectShape"/>.</summary>
    public static IReadOnlyList<string> Shapes { get; } = ["cluster", "row", "column"];

    /// <inheritdoc/>
    public override bool HasSignature(FileBytes file)
    {
        ReadOnlySpan<byte> head = file.Head(16);
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        int first = text.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && text[first] == (byte)'{';
    }

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        try
        {
            return new JsonMapReader(file).Read();
        }
        catch (JsonException failure)
        {
            throw new CorruptFileException($"line {failure.LineNumber + 1}: not JSON", failure);
        }
        catch (InvalidOperationException failure)
        {
            // What Utf8JsonReader says of text that is not UTF-8.
            throw new CorruptFileException("text that is not UTF-8", failure);
        }
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes) =>
        new JsonMapWriter(output).Write(map);
}
