namespace FixPix.Neural.Networks;

/// <summary>A layer of a network.</summary>
/// <param name="Name">What its tensors' names begin with.</param>
/// <param name="Shape">The shape of its weights.</param>
/// <param name="Parameters">How many trained numbers it has; a norm's running means and variances do not count.</param>
public sealed record LayerInfo(string Name, IReadOnlyList<int> Shape, long Parameters);
