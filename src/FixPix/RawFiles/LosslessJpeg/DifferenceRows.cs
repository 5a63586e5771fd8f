using System.Numerics;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>The differences between samples and their prediction, row by row.</summary>
internal readonly ref struct DifferenceRows
{
    private readonly ReadOnlySpan<ushort> _samples;
    private readonly int _stride;
    private readonly int _components;
    private readonly int _predictor;
    private readonly ushort _initial;
    private readonly ushort[] _differences;

    /// <param name="samples">The rectangle's first sample comes first.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="rowSamples">Samples of a row.</param>
    /// <param name="components">Interleaved components.</param>
    /// <param name="precision">Bits of a sample: half their range predicts the very first one.</param>
    /// <param name="predictor">1 to 7.</param>
    public DifferenceRows(ReadOnlySpan<ushort> samples, int stride, int rowSamples, int components, int precision, int predictor)
    {
        _samples = samples;
        (_stride, _components, _predictor) = (stride, components, predictor);
        _initial = (ushort)(1 << (precision - 1));
        _differences = new ushort[rowSamples];
    }

    /// <summary>The differences of a row, modulo 2^16; valid until the next call.</summary>
    public ReadOnlySpan<ushort> Row(int row)
    {
        ReadOnlySpan<ushort> line = _samples.Slice(row * _stride, _differences.Length);
        ReadOnlySpan<ushort> above = row == 0 ? [] : _samples.Slice((row - 1) * _stride, _differences.Length);
        if (row > 0 && _predictor > 1)
        {
            Predictor.Subtract(_predictor, _components, above, line, _differences);
            return _differences;
        }

        for (int component = 0; component < _components; component++)
        {
            _differences[component] = (ushort)(line[component] - (row == 0 ? _initial : above[component]));
        }

        SubtractLeft(line, _components, _differences);
        return _differences;
    }

    private static void SubtractLeft(ReadOnlySpan<ushort> line, int components, Span<ushort> differences)
    {
        int column = components;
        for (; column <= line.Length - Vector<ushort>.Count; column += Vector<ushort>.Count)
        {
            (new Vector<ushort>(line[column..]) - new Vector<ushort>(line[(column - components)..])).CopyTo(differences[column..]);
        }

        for (; column < line.Length; column++)
        {
            differences[column] = (ushort)(line[column] - line[column - components]);
        }
    }
}
