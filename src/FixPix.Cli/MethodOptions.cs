using System.CommandLine;
using System.Text.Json.Nodes;
using FixPix.Correction;
using FixPix.Detection;
using FixPix.Evaluation;
using FixPix.Neural.Networks;
using FixPix.Neural.Weights;

namespace FixPix.Cli;

/// <summary><c>--detector NAME</c>, <c>--corrector NAME</c>, where <c>list</c> shows all, and <c>--model FILE</c> for a trained network in their place.</summary>
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

    private readonly Option<string[]> _models = new("--model")
    {
        Description = "A trained network (.safetensors) that finds bad pixels or mends them, as the file says; once for each.",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string> _combine = new("--combine")
    {
        Description = "How a network's evidence over several frames comes together, with commas between them to compare: log-odds (their sum, as everywhere else), mean (of the probabilities, as the FixPix paper has it), count (of the frames that mark a site, as rawpy does).",
        DefaultValueFactory = _ => "log-odds",
        HelpName = "ways",
    };

    public void AddDetectorTo(Command command) => Add(command, _detector);

    public void AddCorrectorTo(Command command) => Add(command, _corrector);

    /// <summary>For a command that compares: several detectors, and correctors only where the user names some.</summary>
    public void AddSeveralTo(Command command)
    {
        _detector.Description = "How to find bad pixels: one method or several with commas between them; 'list' shows all, 'true-map' finds nothing itself and is told everything.";
        _corrector.Description = "Mend the frames too, by one method or several with commas between them, and measure that; 'list' shows all.";
        _corrector.DefaultValueFactory = null;
        _models.Description = "A trained network (.safetensors) that finds bad pixels or mends them, as the file says; several are compared.";
        Add(command, _detector);
        Add(command, _corrector);
        command.Add(_combine);
    }

    /// <summary>All detectors that the user chose: those named, then the trained networks; without either, the default.</summary>
    /// <exception cref="FixPixException">A name is not known, or a file is not a network that this command has use for.</exception>
    public IReadOnlyList<DetectorInfo> SeveralDetectors(ParseResult parsed)
    {
        string[] models = [.. (parsed.GetValue(_models) ?? []).Where(path => IsDetector(parsed, path))];
        string[] names = parsed.GetResult(_detector) is { Implicit: false } || models.Length == 0 ? Names(parsed.GetValue(_detector)!) : [];
        bool alike = models.Select(Path.GetFileName).Distinct().Count() < models.Length;
        DetectorInfo[] all = [.. names.Select(static name => name == Evaluator.TrueMap.Name ? Evaluator.TrueMap : Detectors.Find(name)), .. models.SelectMany(path => Combined(parsed, path, alike ? path : Path.GetFileName(path)))];
        return all.Length > 0 ? [.. all.DistinctBy(info => info.Name)] : throw new FixPixException("--detector: no name given");
    }

    /// <summary>All correctors that the user chose: those named, then the trained networks; none where neither was given.</summary>
    /// <exception cref="FixPixException">A name is not known, or a file is not a network that this command has use for.</exception>
    public IReadOnlyList<CorrectorInfo> SeveralCorrectors(ParseResult parsed)
    {
        string[] models = [.. (parsed.GetValue(_models) ?? []).Where(path => !IsDetector(parsed, path))];
        bool alike = models.Select(Path.GetFileName).Distinct().Count() < models.Length;
        return [.. Names(parsed.GetValue(_corrector) ?? "").Select(Correctors.Find), .. models.Select(path => Mender(path, alike ? path : Path.GetFileName(path)))];
    }

    /// <summary>The corrector of a weight file.</summary>
    /// <exception cref="FixPixException">The file is missing, or holds no network that mends.</exception>
    public static CorrectorInfo Mender(string path, string name)
    {
        using WeightFile weights = WeightFile.Open(path);
        return Mender(weights, name);
    }

    /// <summary>The detector that the user chose, by name or as a trained network.</summary>
    /// <exception cref="FixPixException">The name is not known, a file is not a network that this command has use for, or there are two detectors.</exception>
    public DetectorInfo Detector(ParseResult parsed)
    {
        using WeightFile? weights = Model(parsed, _detector, "finds", "detector");
        if (weights is null)
        {
            return Detectors.Find(parsed.GetValue(_detector)!);
        }

        return Trained(weights, Path.GetFileName(weights.Source));
    }

    /// <summary>The corrector that the user chose, by name or as a trained network.</summary>
    /// <exception cref="FixPixException">The name is not known, a file is not a network that this command has use for, or there are two correctors.</exception>
    public CorrectorInfo Corrector(ParseResult parsed)
    {
        using WeightFile? weights = Model(parsed, _corrector, "mends", "corrector", "reconstructor");
        return weights is null ? Correctors.Find(parsed.GetValue(_corrector)!) : Mender(weights, Path.GetFileName(weights.Source));
    }

    private static string[] Names(string words) => words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static CorrectorInfo Mender(WeightFile weights, string name)
    {
        ICorrector network = (weights.Setting("task"), weights.Setting("architecture")) switch
        {
            ("reconstructor", UNet.Architecture) => new UNetReconstructor(weights),
            ("reconstructor", _) => new VitReconstructor(weights),
            _ => new PatchMlpCorrector(weights),
        };
        string origin = weights.Metadata.TryGetValue("data", out string? data) ? $", learned from {data}" : "";
        return new CorrectorInfo(name, $"a trained network, SHA-256 {MapFiles.Hash(weights.Source)}{origin}", () => network);
    }

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

    private IEnumerable<DetectorInfo> Combined(ParseResult parsed, string path, string name)
    {
        using WeightFile weights = WeightFile.Open(path);
        DetectorInfo network = Trained(weights, name);
        return [.. parsed.GetValue(_combine)!.Split(',', StringSplitOptions.TrimEntries).Select(way => way switch
        {
            "log-odds" => network,
            "mean" => network with { Name = $"{name}, mean", Create = MeanOf(weights) },
            "count" => network with { Name = $"{name}, count", Create = () => new CountingDetector(network.Create()) },
            _ => throw new FixPixException($"{_combine.Name} '{way}': expected log-odds, mean or count"),
        })];
    }

    private static Func<IDetector> MeanOf(WeightFile weights)
    {
        UNetDetector network = new(weights) { AverageProbabilities = true };
        return () => network;
    }

    private static DetectorInfo Trained(WeightFile weights, string name)
    {
        UNetDetector network = new(weights);
        return new DetectorInfo(name, $"a trained network, SHA-256 {MapFiles.Hash(weights.Source)}", 1, () => network) { CreateToMend = network.ToMend };
    }

    private bool IsDetector(ParseResult parsed, string path)
    {
        using WeightFile weights = WeightFile.Open(path);
        string task = weights.Setting("task");
        if (task != "detector")
        {
            RequireUse(parsed, path, task);
        }

        return task == "detector";
    }

    private void Add(Command command, Option<string> method)
    {
        command.Add(method);
        if (!command.Options.Contains(_models))
        {
            command.Add(_models);
        }
    }

    /// <summary>The one model that takes this option's place, or null.</summary>
    private WeightFile? Model(ParseResult parsed, Option<string> option, string does, params ReadOnlySpan<string> tasks)
    {
        WeightFile? chosen = null;
        foreach (string path in parsed.GetValue(_models) ?? [])
        {
            WeightFile weights = WeightFile.Open(path);
            string task = weights.Setting("task");
            if (!tasks.Contains(task))
            {
                RequireUse(parsed, path, task);
                weights.Dispose();
            }
            else if (chosen is not null || parsed.GetResult(option) is { Implicit: false })
            {
                throw new FixPixException($"{path}: a network that {does} bad pixels, and {(chosen is null ? option.Name : "another --model")} is given for that already");
            }
            else
            {
                chosen = weights;
            }
        }

        return chosen;
    }

    // A network for the other option is for that to take, if the command has it.
    private void RequireUse(ParseResult parsed, string path, string task)
    {
        Option<string> other = task == "detector" ? _detector : _corrector;
        if (task is not ("detector" or "corrector" or "reconstructor") || !parsed.CommandResult.Command.Options.Contains(other))
        {
            throw new FixPixException($"{path}: a network for the task '{task}', which '{parsed.CommandResult.Command.Name}' has no use for");
        }
    }
}
