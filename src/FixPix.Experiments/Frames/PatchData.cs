namespace FixPix.Experiments.Frames;

/// <summary>Frames of one camera that the paper's patch MLPs are trained, judged and tested on; no frame has two parts.</summary>
/// <param name="Group">The camera's name in the report.</param>
/// <param name="Training">Learned from.</param>
/// <param name="Validation">What the best weights are picked by.</param>
/// <param name="Test">Measured on.</param>
internal sealed record PatchData(string Group, IReadOnlyList<Frame> Training, IReadOnlyList<Frame> Validation, IReadOnlyList<Frame> Test)
{
    /// <summary>The fewest frames that fall into three parts.</summary>
    public const int LeastFrames = 3;
}
