using System.CommandLine;
using FixPix.Defects;
using FixPix.RawFiles;

namespace FixPix.Cli;

/// <summary>How mended raw files are named and written: shared by <c>correct</c> and <c>fix</c>.</summary>
internal sealed class MendedFiles
{
    private readonly Option<bool> _compress = new("--compress") { Description = "Store a DNG's samples as lossless JPEG." };

    public OutputNames Names { get; } = new("_fixed", "The mended file; its ending chooses the format (.dng, .tif, .fits, .png, .pgm, .npy)");

    public void AddTo(Command command)
    {
        Names.AddTo(command);
        command.Add(_compress);
    }

    /// <summary>Writes a mended file and says so.</summary>
    public void Save(ParseResult parsed, Session session, Outputs outputs, RawFile file, DefectMap map)
    {
        string output = outputs.Claim(file.FilePath, file.OutputExtension);
        if (!outputs.DryRun)
        {
            file.Save(output, new RawWriteSettings { Work = session.Work, Overwrite = outputs.Overwrite, Compress = parsed.GetValue(_compress), Mended = map });
        }

        MapFiles.Written(session, outputs, file.FilePath, output, map, "mended ");
    }
}
