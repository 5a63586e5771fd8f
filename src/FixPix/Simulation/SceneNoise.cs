namespace FixPix.Simulation;

/// <summary>
/// Value noise along one row of the scene: random heights on a lattice, smoothly joined, several octaves of it. A row is
/// prepared once; asking for a place along it is then cheap. Octaves too fine for the sensor are left out.
/// </summary>
internal sealed class SceneNoise
{
    // A lattice cell narrower than this many sites would be noise between neighbouring sites, which no lens shows.
    private const double NarrowestCell = 3;

    private readonly Octave[] _octaves;
    private readonly double _stretch;

    /// <summary>Makes a noise.</summary>
    /// <param name="seed">Its pattern.</param>
    /// <param name="first">The coarsest octave has 2^first cells along the unit of the scene.</param>
    /// <param name="count">Number of octaves; each has half the height of the one before.</param>
    /// <param name="stretch">How many times a cell is wider than high.</param>
    /// <param name="siteSize">Size of a site in units of the scene.</param>
    public SceneNoise(long seed, int first, int count, double stretch, double siteSize)
    {
        _stretch = stretch;
        List<Octave> octaves = [];
        for (int octave = 0; octave < count; octave++)
        {
            int cells = 1 << (first + octave);
            if (octave == 0 || 1.0 / (cells * siteSize * stretch) >= NarrowestCell)
            {
                octaves.Add(new Octave(seed + (0x1000193L * (first + octave)), cells, (float)Math.Pow(0.5, octave)));
            }
        }

        _octaves = [.. octaves];
    }

    /// <summary>Chooses the row to ask about.</summary>
    public void Prepare(double y)
    {
        foreach (Octave octave in _octaves)
        {
            octave.Prepare(y * _stretch);
        }
    }

    /// <summary>The noise at a place of the prepared row, about −1 to 1.</summary>
    /// <param name="x">0 left to 1, a little beyond at most.</param>
    public float At(float x)
    {
        float sum = 0;
        foreach (Octave octave in _octaves)
        {
            sum += octave.At(x);
        }

        return sum;
    }

    private sealed class Octave(long seed, int cells, float height)
    {
        // The scene is looked at from −0.25 to 1.25: the camera moves, and water shifts what it mirrors.
        private const float Before = 0.25f;
        private readonly float[] _nodes = new float[(int)(cells * 1.5) + 3];
        private double _lastY = double.NaN;

        public void Prepare(double y)
        {
            if (y == _lastY)
            {
                return;
            }

            _lastY = y;
            double top = Math.Floor(y * cells);
            float down = Smooth((float)((y * cells) - top));
            for (int node = 0; node < _nodes.Length; node++)
            {
                float above = Hash((long)top, node);
                _nodes[node] = height * (above + (down * (Hash((long)top + 1, node) - above)));
            }
        }

        public float At(float x)
        {
            float place = Math.Clamp((x + Before) * cells, 0, _nodes.Length - 2);
            int left = (int)place;
            return _nodes[left] + (Smooth(place - left) * (_nodes[left + 1] - _nodes[left]));
        }

        private float Hash(long row, int column)
        {
            ulong hash = ((ulong)row * 0x9E3779B97F4A7C15UL) ^ ((ulong)column * 0xC2B2AE3D27D4EB4FUL) ^ ((ulong)seed * 0x165667B19E3779F9UL);
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9UL;
            hash = (hash ^ (hash >> 32)) * 0x94D049BB133111EBUL;
            return ((hash >> 40) * (2f / (1 << 24))) - 1;
        }

        private static float Smooth(float t) => t * t * (3 - (2 * t));
    }
}
