using System.CommandLine;
using System.Globalization;
using FixPix.Defects;
using FixPix.RawFiles.Maps;

namespace FixPix.Cli.Commands;

/// <summary><c>fixpix map convert</c>: a map in another format.</summary>
internal static class MapConvertCommand
{
    private static readonly Option<bool> s_zeroIsBad = new("--zero-is-bad") { Description = "The mask that is read marks bad sites with 0." };
    private static readonly Option<bool> s_writeZeroIsBad = new("--write-zero-is-bad") { Description = "Mark bad sites with 0 in the mask that is written." };
    private static readonly Option<bool> s_confidence = new("--confidence") { Description = "Write 16-bit probabilities instead of 0 and 255 (PNG, TIFF, NPY)." };
    private static readonly Option<string?> s_cameraId = new("--camera-id") { Description = "Magic Lantern camera id for .fpm and .bpm, hexadecimal.", HelpName = "id" };

    public static Command Create()
    {
        Command command = new("convert", "Write a map in another format; the output's ending chooses it.");
        Argument<string[]> files = Inputs.Argument("The maps.");
        Option<string> to = new("--to") { Description = "The ending, where -o names no file.", DefaultValueFactory = _ => "json" };
        OutputNames names = new("", "The new map (.json, .badpixels, .lst, .fpm, .bpm, .png, .tif, .npy, .fits)");
        MapSensorOptions sensor = new();
        command.Add(files);
        command.Add(to);
        names.AddTo(command);
        sensor.AddTo(command);
        command.Add(s_zeroIsBad);
        command.Add(s_writeZeroIsBad);
        command.Add(s_confidence);
        command.Add(s_cameraId);
        Session.AddOptions(command);
        ExampleHelp.AddTo(command, "fixpix map convert camera.json -o camera.badpixels", "fixpix map convert hot.lst --like frame.fits -o hot.json");
        command.SetAction(parsed => Entry.Guard(parsed, session =>
        {
            IReadOnlyList<string> inputs = Inputs.Expand(parsed.GetValue(files)!, DefectMapFile.CanRead);
            Outputs outputs = names.For(parsed, inputs);
            uint? cameraId = CameraId(parsed.GetValue(s_cameraId));
            DefectMapReadSettings reading = new()
            {
                Sensor = sensor.From(parsed),
                Polarity = Polarity(parsed.GetValue(s_zeroIsBad)),
                MagicLanternCameraId = cameraId,
            };
            DefectMapWriteSettings writing = new()
            {
                Overwrite = outputs.Overwrite,
                Polarity = Polarity(parsed.GetValue(s_writeZeroIsBad)),
                ProbabilityMask = parsed.GetValue(s_confidence),
                MagicLanternCameraId = cameraId,
            };
            return Batch.Run(session, "Converting", inputs, (path, _) =>
            {
                DefectMap map = MapFiles.Read(session, path, reading);
                string output = outputs.Claim(path, "." + parsed.GetValue(to)!.TrimStart('.'));
                MapFiles.Write(session, map, output, outputs, writing);
                MapFiles.Written(session, outputs, path, output, map);
            });
        }));
        return command;
    }

    private static MaskPolarity Polarity(bool zeroIsBad) => zeroIsBad ? MaskPolarity.ZeroIsBad : MaskPolarity.NonzeroIsBad;

    private static uint? CameraId(string? text) =>
        text is null ? null
        : uint.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint id) ? id
        : throw new FixPixException($"--camera-id {text}: expected a hexadecimal number such as 80000301");
}
