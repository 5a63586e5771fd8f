using System.Numerics;

namespace FixPix.Training.Simulation;

/// <summary>Puts <see cref="FilmLook"/> on rows of light at the sensor's scale, before the lens blurs them.</summary>
internal sealed class FilmRows
{
    // Film is never quite dark, so grain does not end there.
    private const float Veil = 0.0005f;
    private const long Source = 0x6A41;
    private const int InCommon = 3;

    private FilmLook _film = new();
    private float[] _own = [];
    private float[] _common = [];
    private long _seed;
    private int _width;

    /// <summary>Looks at columns of a picture.</summary>
    /// <param name="camera">Its film; the grain belongs to its specimen.</param>
    /// <param name="width">Columns.</param>
    public void Prepare(SimulatedCamera camera, int width)
    {
        (_film, _seed, _width) = (camera.Film, camera.Sensor.Specimen ^ Source, width);
        Lanes.Grow(ref _own, width);
        Lanes.Grow(ref _common, width);
    }

    /// <summary>Changes one row of one colour.</summary>
    /// <param name="color">0 red, 1 green, 2 blue.</param>
    /// <param name="row">Row of the whole mosaic; may be negative.</param>
    /// <param name="light">Shares of white, padded as <see cref="Lanes"/> has it.</param>
    public void Apply(int color, int row, float[] light)
    {
        if (_film.Grain > 0)
        {
            AddGrain(color, row, light);
        }

        if (_film.BlackCut > 0)
        {
            CutBlacks(light);
        }
    }

    // Even in the root of light, as noise is in a developed picture.
    private void AddGrain(int color, int row, float[] light)
    {
        Fill(_own, color, row);
        Fill(_common, InCommon, row);
        Vector<float> ofOwn = new((float)(_film.Grain * Math.Sqrt(1 - _film.GrainInCommon))), ofCommon = new((float)(_film.Grain * Math.Sqrt(_film.GrainInCommon)));
        Vector<float> veil = new(Veil);
        for (int index = 0; index < _width; index += Lanes.Count)
        {
            Vector<float> grain = (ofOwn * new Vector<float>(_own, index)) + (ofCommon * new Vector<float>(_common, index));
            Vector<float> root = Vector.Max(Vector.SquareRoot(new Vector<float>(light, index) + veil) + grain, Vector<float>.Zero);
            Vector.Max((root * root) - veil, Vector<float>.Zero).CopyTo(light, index);
        }
    }

    private void CutBlacks(float[] light)
    {
        Vector<float> cut = new((float)_film.BlackCut), scale = new((float)(1 / (1 - _film.BlackCut)));
        for (int index = 0; index < _width; index += Lanes.Count)
        {
            (Vector.Max(new Vector<float>(light, index) - cut, Vector<float>.Zero) * scale).CopyTo(light, index);
        }
    }

    private void Fill(float[] normal, int source, int row)
    {
        NoiseStream noise = new(_seed ^ ((long)source << 32), row);
        noise.FillNormal(normal.AsSpan(0, _width));
    }
}
