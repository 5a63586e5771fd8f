using FixPix.Experiments.Cells;
using FixPix.Experiments.Frames;
using FixPix.Experiments.Patches;
using static FixPix.Experiments.Text;

namespace FixPix.Experiments.Figures;

/// <summary>Cells on patches with a given number of bad neighbours.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Setup">Data, scale and seed.</param>
internal sealed record PatchCells(string Experiment, ExperimentSetup Setup)
{
    /// <summary>A cell for each frame.</summary>
    public IEnumerable<Cell> Of(string group, IEnumerable<Frame> frames, int size, int badNeighbors, IReadOnlyList<PatchMethod> methods) => frames.Take(Setup.Scale.TestFrames).Select(frame =>
    {
        long seed = frame.Seed(Setup.Seed, "patches");
        string[] madeOf = [frame.Identity, Inv($"middle {Setup.Scale.MostSide}, patches {size}×{size}, {badNeighbors} bad, seed {seed}"), .. methods.SelectMany(method => method.MadeOf.Prepend($"{method.Name}, {method.Setting}, {method.IsTold}"))];
        return new Cell(Experiment, Inv($"{group}: {Path.GetFileName(frame.Name)}, {size}×{size}, {badNeighbors} bad neighbours"), madeOf, work =>
        {
            WorkSettings quiet = work with { Progress = null };
            PatchTrial trial = new(frame.LoadMiddle(Setup.Scale.MostSide, quiet), size, badNeighbors, seed);
            return [.. methods.Select(method => new Sample(group, method.Name, method.Setting, badNeighbors, trial.Mend(method.Corrector.Create(), method.IsTold, quiet)))];
        });
    });

    /// <summary>What an experiment with the paper's networks runs on; none, with a line why, where there is nothing.</summary>
    public IReadOnlyList<PatchData> Patches(List<string> notes)
    {
        if (Setup.Mlps is not null && Setup.Data.Patches.Count == 0)
        {
            notes.Add(Inv($"`{Experiment}` needs {Setup.Scale.LeastTrainingFiles} files of one sensor, or photographs in photos/train and photos/test, to train the paper's MLPs on: left out"));
        }

        return Setup.Mlps is null ? [] : Setup.Data.Patches;
    }
}
