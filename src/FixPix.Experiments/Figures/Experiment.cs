using FixPix.Experiments.Cells;
using FixPix.Experiments.Reports;

namespace FixPix.Experiments.Figures;

/// <summary>One experiment of the paper: what is measured, and how it is told.</summary>
internal abstract class Experiment
{
    /// <summary>What the user calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The heading of its section.</summary>
    public abstract string Title { get; }

    /// <summary>What <see cref="Sample.X"/> is.</summary>
    public abstract string XName { get; }

    /// <summary>Whether it has use for MLPs by the paper's recipe, which need libtorch.</summary>
    public virtual bool TrainsMlps => false;

    /// <summary>All cells, in order; none where something is missing, which is then in <paramref name="notes"/>.</summary>
    public abstract IReadOnlyList<Cell> Cells(ExperimentSetup setup, List<string> notes);

    /// <summary>Writes the section.</summary>
    /// <param name="section">The section, empty so far.</param>
    /// <param name="samples">What was measured; at least one sample.</param>
    public abstract void Tell(Section section, SampleTable samples);

    /// <summary>The paper's own numbers, for the data beside the charts.</summary>
    public virtual IEnumerable<FigureRow> Paper => [];
}
