using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>
/// Rows of a photograph as linear light at the sensor's scale: tone curve and gamma undone by a table, then the area filter,
/// down the rows first. Rows are asked for from the top down; source rows that two of them share are decoded once.
/// </summary>
internal sealed class LightRows
{
    private readonly float[] _table = new float[PhotographTone.MaxCode + 1];
    private readonly AreaTaps[] _columns = [new(), new(), new()];
    private readonly AreaTaps[] _rows = [new(), new(), new()];
    private readonly float[][] _decoded = [[], [], [], [], [], [], [], [], []];
    private readonly int[] _decodedRow = new int[9];
    private float[] _sum = [];
    private double _tableStrength = -1;
    private RgbPhotograph? _photograph;
    private int _level;
    private int _left;
    private int _sourceWidth;

    /// <summary>Looks at a part of a photograph.</summary>
    /// <param name="photograph">The photograph.</param>
    /// <param name="camera">Its scale, magnifications and tone count.</param>
    /// <param name="top">First row that will be asked for; may lie above the picture.</param>
    /// <param name="left">First column.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public void Prepare(RgbPhotograph photograph, SimulatedCamera camera, int top, int left, int height, int width)
    {
        double strength = photograph.IsLinear ? 0 : camera.ToneStrength;
        if (strength != _tableStrength)
        {
            PhotographTone.FillTable(strength, _table);
            _tableStrength = strength;
        }

        CameraOptics optics = camera.Optics;
        _photograph = photograph;
        _level = Math.Min((int)Math.Log2(optics.Downscale), photograph.LevelCount - 1);
        double scale = Math.Min(optics.Downscale / (1 << _level), 1.999);
        ReadOnlySpan<double> magnifications = [optics.RedMagnification, 0, optics.BlueMagnification];
        for (int color = 0; color < 3; color++)
        {
            _rows[color].Prepare(top, height, scale, magnifications[color], photograph.HeightOf(_level));
            _columns[color].Prepare(left, width, scale, magnifications[color], photograph.WidthOf(_level));
        }

        (_left, int right) = (int.MaxValue, 0);
        foreach (AreaTaps taps in _columns)
        {
            _left = Math.Min(_left, taps.First[0]);
            right = Math.Max(right, taps.First[width - 1] + AreaTaps.Count);
        }

        for (int slot = 0; slot < _decoded.Length; slot++)
        {
            Lanes.Grow(ref _decoded[slot], right - _left);
        }

        Lanes.Grow(ref _sum, right - _left);
        _decodedRow.AsSpan().Fill(-1);
        _sourceWidth = right - _left;
    }

    /// <summary>Fills one row of one colour.</summary>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    /// <param name="row">Counted from the first row that was prepared.</param>
    /// <param name="target">As wide as prepared.</param>
    public void Fill(int color, int row, Span<float> target)
    {
        ReadOnlySpan<float> weights = _rows[color].WeightsOf(row);
        int first = _rows[color].First[row];
        float[] one = Decoded(color, first);
        float[] two = weights[1] > 0 ? Decoded(color, first + 1) : one;
        float[] three = weights[2] > 0 ? Decoded(color, first + 2) : one;
        for (int index = 0; index < _sourceWidth; index += Lanes.Count)
        {
            Vector<float> sum = (new Vector<float>(one, index) * weights[0]) + (new Vector<float>(two, index) * weights[1])
                + (new Vector<float>(three, index) * weights[2]);
            sum.CopyTo(_sum, index);
        }

        _columns[color].Resample(_sum, _left, target);
    }

    private float[] Decoded(int color, int row)
    {
        int slot = (3 * color) + (row % 3);
        float[] light = _decoded[slot];
        if (_decodedRow[slot] != row)
        {
            _decodedRow[slot] = row;
            ReadOnlySpan<ushort> codes = _photograph!.Row(_level, color, row)[_left..];
            codes = codes[..Math.Min(codes.Length, _sourceWidth)];
            ReadOnlySpan<float> table = _table;
            for (int index = 0; index < codes.Length; index++)
            {
                light[index] = table[codes[index]];
            }

            // Behind the border: the filter's last taps have no weight there, but must not meet what is no number.
            light.AsSpan(codes.Length, _sourceWidth - codes.Length).Clear();
        }

        return light;
    }
}
