using System.CommandLine;
using FixPix.Defects;
using FixPix.RawFiles;

namespace FixPix.Cli;

/// <summary>Which sensor a map is for, where its file does not say: <c>--like FILE</c>, or <c>--width</c> and <c>--height</c>.</summary>
internal sealed class MapSensorOptions
{
    private readonly Option<string?> _like = new("--like") { Description = "A raw file of the map's sensor: gives size and active area to map files that lack them.", HelpName = "file" };
    private readonly Option<int?> _width = new("--width") { Description = "Columns of the sensor, for map files that lack it." };
    private readonly Option<int?> _height = new("--height") { Description = "Rows of the sensor, for map files that lack it." };

    public void AddTo(Command command)
    {
        command.Add(_like);
        command.Add(_width);
        command.Add(_height);
    }

    /// <summary>What the user says of the sensor, or null.</summary>
    public SensorIdentity? From(ParseResult parsed)
    {
        if (parsed.GetValue(_like) is string like)
        {
            return SensorIdentity.Of(RawFile.Open(like).Mosaic);
        }

        return (parsed.GetValue(_width), parsed.GetValue(_height)) switch
        {
            (null, null) => null,
            ( > 0 and int width, > 0 and int height) => new SensorIdentity(width, height),
            (var width, var height) => throw new FixPixException($"--width {width} --height {height}: both have to be given, 1 or more"),
        };
    }
}
