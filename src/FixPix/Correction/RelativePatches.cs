using System.Runtime.Intrinsics;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Our patches: what stays the same when the exposure, the camera or the colour changes. A value is d / scale, kept within −8 to 8, where d = (v − level) · (base / level): base is the middle's estimate
/// by <see cref="ClassicalCorrector"/>; sites of the middle's colour have the level base; those of another filter position their own mean, so that only what they do within the patch is left, in the brightness of the
/// middle's colour. The scale is the mean |d| of the middle's colour and no less than the noise of a good sensor. A bad site, or one beyond the frame, is 0. The network says by how many scales
/// the middle is above base. Metadata: <c>input</c> = "relative".
/// </summary>
/// <remarks>
/// The size² − 1 values, row by row without the middle, are followed by as many marks: 1 for a good site of the middle's colour, −1 for a good one of another, 0 for one that is not to be believed. So the
/// network knows where its neighbours' colours lie: of green, diagonally as well. Red and blue need no telling apart, and no patch needs turning, as each other colour is levelled on its own.
/// Only good sites enter, and the middle's estimate, which is made of good ones.
/// </remarks>
internal sealed partial class RelativePatches : Patches
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "relative";

    internal const float MostScales = 8;

    // Share of the range from black to white that is added to levels before their ratio is taken: in the dark the ratio is noise.
    internal const float RatioOffset = 1 / 64f;

    // Rounding, and the shot noise of a sensor that holds 512² electrons: more than any of today's, so no frame is quieter.
    internal const float RoundingDn = 1;
    internal const float ShotNoiseShare = 1 / 512f;

    private readonly GoodMask _good;
    private readonly CfaPattern _cfa;
    private readonly Position[] _positions;

    /// <summary>Patches of size × size of frames that have a layout.</summary>
    /// <exception cref="FixPixException">The colour filter array is neither Bayer nor monochrome.</exception>
    public RelativePatches(MosaicLayout layout, int size, GoodMask good)
        : base(layout, size)
    {
        CanonicalView.RequireKnown(layout.Cfa);
        (_good, _cfa) = (good, layout.Cfa);
        _positions = [.. Enumerable.Range(0, _cfa.PositionCount).Select(position => new Position(layout, position / _cfa.Columns, position % _cfa.Columns))];
    }

    /// <inheritdoc/>
    public override int Inputs => 2 * Others;

    /// <inheritdoc/>
    protected override (float Origin, float Unit) ReadOne(ref ushort first, nint stride, int row, int column, ref float target) =>
        Vector128.IsHardwareAccelerated ? ReadSimd(ref first, stride, row, column, ref target) : ReadScalar(ref first, stride, row, column, ref target);

    // The sites of the patch's row that are good: bit i is its column i.
    private int GoodInRow(int row, int column, int patchRow) => (int)_good.Bits(row + patchRow - Radius, column - Radius) & ((1 << Size) - 1);

    /// <summary>
    /// What depends on the filter position of the middle. There are four kinds of sites around it, told by whether they lie an even or odd number of rows and of columns away: 2 · odd rows + odd columns.
    /// </summary>
    private sealed class Position
    {
        public Position(MosaicLayout layout, int row, int column)
        {
            CfaPattern cfa = layout.Cfa;
            float[] black = [.. Enumerable.Range(0, 4).Select(kind => layout.BlackAt(row + (kind / 2), column + (kind % 2)))];
            float[] same = [.. Enumerable.Range(0, 4).Select(kind => cfa.ColorAt(row + (kind / 2), column + (kind % 2)) == cfa.ColorAt(row, column) ? 1f : 0f)];
            (Black, IsSame, Range) = (Vector128.Create(black), Vector128.Create(same), Math.Max(1, layout.WhiteDn - black[0]));
        }

        /// <summary>Black level of each kind, DN.</summary>
        public Vector128<float> Black { get; }

        /// <summary>1 for the kinds of the middle's colour, 0 for the others.</summary>
        public Vector128<float> IsSame { get; }

        /// <summary>From black to white, DN.</summary>
        public float Range { get; }

        /// <summary>The level of each kind and what to multiply its deviations by.</summary>
        /// <param name="sums">Sum of the good sites of each kind, DN above black.</param>
        /// <param name="counts">Their numbers.</param>
        /// <param name="baseDn">The middle's estimate, DN above black.</param>
        public (Vector128<float> Levels, Vector128<float> Ratios) Level(Vector128<float> sums, Vector128<float> counts, float baseDn)
        {
            Vector128<float> middle = Vector128.Create(baseDn), offset = Vector128.Create(RatioOffset * Range);
            Vector128<float> means = sums / Vector128.MaxNative(counts, Vector128<float>.One);
            Vector128<float> levels = Vector128.ConditionalSelect(Vector128.Equals(IsSame, Vector128<float>.One), middle, means);
            return (levels, (Vector128.MaxNative(middle, Vector128<float>.Zero) + offset) / (Vector128.MaxNative(levels, Vector128<float>.Zero) + offset));
        }

        /// <summary>What one unit of the network is, DN.</summary>
        /// <param name="deviations">Sum of |d| over the good sites of each kind.</param>
        /// <param name="counts">Their numbers.</param>
        /// <param name="baseDn">The middle's estimate, DN above black.</param>
        public float Scale(Vector128<float> deviations, Vector128<float> counts, float baseDn)
        {
            float floor = RoundingDn + (ShotNoiseShare * MathF.Sqrt(Math.Max(baseDn, 0) * Range));
            return Math.Max(floor, Vector128.Dot(deviations, IsSame) / Math.Max(1, Vector128.Dot(counts, IsSame)));
        }
    }
}
