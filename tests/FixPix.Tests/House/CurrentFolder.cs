namespace FixPix.Tests.House;

/// <summary>Tests that change the process's current folder run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CurrentFolder
{
    public const string Name = "current folder";
}
