using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Correction;
using FixPix.Detection;

namespace FixPix.Cli;

/// <summary><c>--detector NAME</c> and <c>--corrector NAME</c>; <c>list</c> shows all.</summary>
internal sealed class MethodOptions
{
    private readonly Option<string> _detector = new("--detector")
    {
        Description = "How to find bad pixels; 'list' shows all methods.",
        DefaultValueFactory = _ => DefectRepair.DefaultDetector,
        HelpName = "name",
    };

    private readonly Option<string> _corrector = new("--corrector")
    {
        Description = "How to mend them; 'list' shows all methods.",
        DefaultValueFactory = _ => DefectRepair.DefaultCorrector,
        HelpName = "name",
    };

    public void AddDetectorTo(Command command) => command.Add(_detector);

    public void AddCorrectorTo(Command command) => command.Add(_corrector);

    public DetectorInfo Detector(ParseResult parsed) => Detectors.Find(parsed.GetValue(_detector)!);

    public CorrectorInfo Corrector(ParseResult parsed) => Correctors.Find(parsed.GetValue(_corrector)!);

    /// <summary>Prints the methods where the user asked for them.</summary>
    /// <returns>Whether that was asked.</returns>
    public bool Listed(ParseResult parsed, Session session)
    {
        bool detectors = parsed.GetValue(_detector) == "list";
        bool correctors = parsed.GetValue(_corrector) == "list";
        foreach (DetectorInfo info in detectors ? Detectors.All : [])
        {
            session.Result($"{info.Name,-20} {info.Summary}", new JsonObject { ["detector"] = info.Name, ["summary"] = info.Summary });
        }

        foreach (CorrectorInfo info in correctors ? Correctors.All : [])
        {
            session.Result($"{info.Name,-20} {info.Summary}", new JsonObject { ["corrector"] = info.Name, ["summary"] = info.Summary });
        }

        return detectors || correctors;
    }
}
