using FixPix.Training.Datasets;
using FixPix.Training.Trainers;

namespace FixPix.Cli;

/// <summary>What the commands that train our own networks have in common.</summary>
internal static class TrainingOptions
{
    /// <summary>Refuses numbers that give no training.</summary>
    /// <exception cref="FixPixException">They do not.</exception>
    public static void Check(long steps, int crops, int side)
    {
        if (steps < 1 || crops < 1 || side < 16 || side % 8 != 0)
        {
            throw new FixPixException($"--steps {steps}, --crops {crops}, --side {side}: expected at least 1, at least 1, and a multiple of 8 from 16 on");
        }
    }

    /// <summary>Opens a folder of photographs, tells of those that are left out, and makes the plan.</summary>
    public static TrainingPlan OnPhotographs(Session session, string folder, int side, Func<PhotographFolder, TrainingPlan> plan)
    {
        PhotographFolder photographs = Progress.Step(session, "Reading photographs", work => PhotographFolder.Open(folder, SimulatedCrops.LeastSide(side), work));
        NoteSkipped(session, photographs.Skipped);
        return Progress.Step(session, "Making validation crops", _ => plan(photographs));
    }

    /// <summary>Tells of the files that are left out.</summary>
    public static void NoteSkipped(Session session, IReadOnlyList<string> skipped)
    {
        foreach (string line in skipped)
        {
            session.Note($"left out: {line}");
        }
    }
}
