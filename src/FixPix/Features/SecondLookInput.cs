using FixPix.Mosaics;
using FixPix.Neural;

namespace FixPix.Features;

/// <summary>
/// What a network is told that looks at a mosaic again after another: channels 0 to 15 as <see cref="PlanesInput"/>, 16 to 28 as <see cref="MendedPlanes"/>, where every site counts as far as the first network believes it: how far each is from what the
/// believed ones around it say; 29 to 41 the same, where it counts as far as the crowd around believes it (<see cref="CrowdBeliefs"/>); 42 how many sites of the whole frame are bad, as log-odds. Where most sites are bad, the first network had only bad company to judge by, and may have believed it; and in even light only the share of bad sites tells 15 bright ones among 85 dark from 85 dark ones among 15 bright. Metadata: <c>input</c> = "second-look".
/// </summary>
internal sealed class SecondLookInput : NetworkInput
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "second-look";

    /// <summary>Channels that it has.</summary>
    public const int Channels = RateChannel + 1;

    private const int RateChannel = PlanesInput.Channels + (2 * MendedPlanes.Channels);

    // Above a share of nine tenths nothing was learned.
    private const float MostRate = 2.2f;

    private readonly PlanesInput _planes;
    private readonly MendedPlanes _believed;
    private readonly MendedPlanes _crowd;
    private readonly float _rate;

    /// <summary>The input for one mosaic.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="multiple">Height and width of the plane are multiples of it.</param>
    /// <param name="beliefs">height × width, row-major: how far the first network believes each site, 0 to 255 (<see cref="BeliefOf"/>).</param>
    /// <param name="crowd">height × width, row-major: how far the crowd believes each site, 0 to 255 (<see cref="CrowdBeliefs"/>).</param>
    /// <param name="rate">ln of the odds of a site of the frame to be bad, as far as anybody knows; above 2.2, nine tenths, counts as that.</param>
    public SecondLookInput(MosaicLayout layout, int multiple, byte[] beliefs, byte[] crowd, float rate)
        : base(layout, pack: 2, multiple)
    {
        _planes = new PlanesInput(layout, multiple);
        _believed = new MendedPlanes(layout, multiple, (row, column) => beliefs[(row * layout.Width) + column] / 255f);
        _crowd = new MendedPlanes(layout, multiple, (row, column) => crowd[(row * layout.Width) + column] / 255f);
        _rate = Math.Min(rate, MostRate);
    }

    /// <summary>The probability that a site is good, of the log-odds that it is bad, in 255ths: a byte a site is kept between the looks.</summary>
    public static byte BeliefOf(float logOdds) => (byte)MathF.Round(255 / (1 + MathF.Exp(logOdds)));

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<ushort> samples, in FeatureMap target, Workspace workspace)
    {
        _planes.Fill(samples, target.Slice(0, PlanesInput.Channels), workspace);
        _believed.Fill(samples, target.Slice(PlanesInput.Channels, MendedPlanes.Channels), workspace);
        _crowd.Fill(samples, target.Slice(PlanesInput.Channels + MendedPlanes.Channels, MendedPlanes.Channels), workspace);
        for (int row = target.Region.Top; row < target.Region.Bottom; row++)
        {
            for (int column = target.Region.Left; column < target.Region.Right; column++)
            {
                target.At(row, column)[RateChannel] = _rate;
            }
        }
    }
}
