using System.CommandLine;
using FixPix.Cli;
using FixPix.Cli.Commands;

RootCommand root = new("Finds and mends bad pixels on raw image sensor mosaics; every good pixel stays bit for bit.")
{
    DemoCommand.Create(),
    InfoCommand.Create(),
    SimulateCommand.Create(),
    InjectCommand.Create(),
    DetectCommand.Create(),
    CorrectCommand.Create(),
    FixCommand.Create(),
    ScoreCommand.Create(),
    EvaluateCommand.Create(),
    ExperimentCommand.Create(),
    PreviewCommand.Create(),
    AnnotateCommand.Create(),
    ConvertCommand.Create(),
    MapCommand.Create(),
    ModelCommand.Create(),
    TrainCommand.Create(),
};
ExampleHelp.AddTo(root, "fixpix demo", "fixpix fix IMG_0001.dng -o fixed/", "fixpix fix '*.NEF' -o 'fixed/{name}.dng' --save-map maps/");
return Entry.Run(root, args.Length > 0 ? args : ["--help"]);
