namespace FixPix.Training.Tests.Torch;

/// <summary>Tests that count live tensors, or change libtorch's modes, run one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "libtorch, one at a time";
}
