using FixPix.DetectorFigures;

namespace FixPix.CorrectorFigures;

/// <summary>Which correctors are compared.</summary>
/// <param name="Learned">The learned one as a whole.</param>
/// <param name="Networks">Its parts, each alone.</param>
/// <param name="Classical">The classical ones.</param>
internal sealed record Methods(string Learned, IReadOnlyList<string> Networks, IReadOnlyList<string> Classical)
{
    /// <summary>The parts, then the whole.</summary>
    public IReadOnlyList<string> LearnedOnes { get; } = [.. Networks, Learned];

    /// <summary>All of them, each once.</summary>
    public IReadOnlyList<string> All { get; } = [.. new[] { Learned }.Concat(Networks).Concat(Classical).Distinct()];

    /// <summary>The classical one with the highest mean PSNR in a row, by the true map; null where there is none.</summary>
    public string? BestByPsnr(RunRow row) => Classical.Where(name => row.TrueMapPsnrDb(name) is not null).MaxBy(name => row.TrueMapPsnrDb(name));

    /// <summary>The classical one with the lowest mean NMSE in a row, by the true map; null where there is none.</summary>
    public string? BestByNmse(RunRow row) => Classical.Where(name => row.TrueMapNmse(name) is not null).MinBy(name => row.TrueMapNmse(name));
}
