namespace FixPix.Simulation;

/// <summary>Evening sky with clouds and a low sun, ranges of hills that fade with distance, their mirror image in a lake, and a meadow.</summary>
internal sealed class SceneBackdrop
{
    private const int Ranges = 5;

    // Fractions of the picture's height.
    private const double Shore = 0.615;
    private const double Meadow = 0.80;

    private static readonly SceneColor s_zenith = SceneColor.Of(0.07, 0.17, 0.42);
    private static readonly SceneColor s_middle = SceneColor.Of(0.36, 0.46, 0.62);
    private static readonly SceneColor s_horizon = SceneColor.Of(0.95, 0.60, 0.30);
    private static readonly SceneColor s_cloud = SceneColor.Of(0.85, 0.62, 0.55);
    private static readonly SceneColor s_glow = SceneColor.Of(1.0, 0.62, 0.22);
    private static readonly SceneColor s_sun = SceneColor.Of(5.0, 4.2, 3.0);
    private static readonly SceneColor s_snow = SceneColor.Of(0.62, 0.58, 0.63);
    private static readonly SceneColor s_farHill = SceneColor.Of(0.40, 0.36, 0.46);
    private static readonly SceneColor s_nearHill = SceneColor.Of(0.030, 0.055, 0.045);
    private static readonly SceneColor s_water = SceneColor.Of(0.02, 0.06, 0.09);
    private static readonly SceneColor s_grass = SceneColor.Of(0.10, 0.17, 0.035);
    private static readonly SceneColor s_dryGrass = SceneColor.Of(0.36, 0.27, 0.09);

    private readonly SceneFrame _frame;
    private readonly float[][] _crests;
    private readonly float[] _bank;
    private readonly SceneColor[] _hills = new SceneColor[Ranges];
    private readonly double _sunX;
    private readonly double _sunY;
    private readonly long _seed;

    public SceneBackdrop(long seed, SceneFrame frame)
    {
        (_seed, _frame) = (seed, frame);
        SeededRandom random = new(seed, 11);
        _sunX = frame.ExtentRight * random.NextBetween(0.55, 0.8);
        _sunY = frame.ExtentDown * 0.44;
        _crests = new float[Ranges][];
        for (int range = 0; range < Ranges; range++)
        {
            double near = range / (double)(Ranges - 1);
            _hills[range] = SceneColor.Mix(s_farHill, s_nearHill, (float)Math.Sqrt(near));
            _crests[range] = Crest(range, 0.45 + (0.13 * near), 0.14 - (0.105 * near));
        }

        _bank = Crest(Ranges, Meadow, 0.03);
    }

    /// <summary>What one thread needs to look at rows.</summary>
    public Scratch NewScratch() => new(_seed, _frame.SiteSize);

    /// <summary>Lights a whole row.</summary>
    public void Light(int row, SceneRow target, Scratch scratch)
    {
        double y = _frame.Y(row);
        double shore = Shore * _frame.ExtentDown;
        float depth = (float)((y - shore) / _frame.ExtentDown);
        double seen = depth < 0 ? y : shore - (0.9 * (y - shore));
        scratch.Prepare(y, seen);
        Above above = new(this, seen, scratch);
        for (int column = 0; column < target.Light.Length; column++)
        {
            int filter = target.Filters[column];
            float light = depth < 0 ? above.At(column, filter) : Water(column, filter, depth, above, scratch);
            float meadow = Cover(y, _bank[column]);
            target.Light[column] = meadow <= 0 ? light : light + (meadow * (Grass(column, filter, scratch) - light));
        }
    }

    private float Water(int column, int filter, float depth, Above above, Scratch scratch)
    {
        float x = (float)_frame.X(column);
        float ripple = scratch.Ripples.At(x);
        float from = column + (ripple * depth * 0.12f / (float)_frame.SiteSize);
        int left = (int)MathF.Floor(from);
        float mirrored = above.At(left, filter);
        mirrored += (from - left) * (above.At(left + 1, filter) - mirrored);

        // The sun's road: the nearer its column, the more ripples throw it at the camera.
        float away = (float)((x - _sunX) / (0.015 + (0.25 * depth)));
        float road = Math.Max(0, ripple + 0.15f - (away * away)) * Math.Min(1, depth * 20);
        return (mirrored * (0.72f + (0.16f * ripple))) + s_water[filter] + (road * s_glow[filter]);
    }

    private float Grass(int column, int filter, Scratch scratch)
    {
        float x = (float)_frame.X(column);
        float blades = scratch.Blades.At(x);
        float dry = Math.Clamp(0.5f + (0.8f * scratch.Patches.At(x)), 0, 1);
        float color = s_grass[filter] + (dry * (s_dryGrass[filter] - s_grass[filter]));
        return Math.Max(0.004f, color * (0.85f + (0.55f * blades)));
    }

    private float Cover(double y, float edge) => Math.Clamp((float)((y - edge) / _frame.SiteSize / 1.6) + 0.5f, 0, 1);

    private float[] Crest(int range, double middle, double height)
    {
        SceneNoise shape = new(_seed + 77 + range, 2 + Math.Min(range, 3), 8, 1, _frame.SiteSize);
        shape.Prepare(0.5 + range);
        float[] crest = new float[_frame.Width];
        for (int column = 0; column < crest.Length; column++)
        {
            crest[column] = (float)(_frame.ExtentDown * (middle - (height * shape.At((float)_frame.X(column)))));
        }

        return crest;
    }

    /// <summary>The noises of one thread, prepared for its row.</summary>
    internal sealed class Scratch(long seed, double siteSize)
    {
        public SceneNoise Clouds { get; } = new(seed + 1, 2, 6, 4, siteSize);

        public SceneNoise Rock { get; } = new(seed + 2, 5, 6, 1, siteSize);

        public SceneNoise Ripples { get; } = new(seed + 3, 4, 5, 7, siteSize);

        public SceneNoise Blades { get; } = new(seed + 4, 6, 6, 0.5, siteSize);

        public SceneNoise Patches { get; } = new(seed + 5, 3, 3, 2, siteSize);

        public void Prepare(double y, double seen)
        {
            Clouds.Prepare(seen);
            Rock.Prepare(seen);
            Ripples.Prepare(y);
            Blades.Prepare(y);
            Patches.Prepare(y);
        }
    }

    // Sky and hills at one height of the scene.
    private readonly ref struct Above
    {
        private readonly SceneBackdrop _scene;
        private readonly Scratch _scratch;
        private readonly SceneColor _sky;
        private readonly double _y;
        private readonly float _cloudiness;

        public Above(SceneBackdrop scene, double y, Scratch scratch)
        {
            (_scene, _y, _scratch) = (scene, y, scratch);
            float share = (float)Math.Clamp(y / (Shore * scene._frame.ExtentDown), 0, 1);
            _sky = share < 0.6f
                ? SceneColor.Mix(s_zenith, s_middle, share / 0.6f)
                : SceneColor.Mix(s_middle, s_horizon, (share - 0.6f) / 0.4f);
            _cloudiness = 1.5f * share * (1.2f - share);
        }

        public float At(int column, int filter)
        {
            column = Math.Clamp(column, 0, _scene._frame.Width - 1);
            float x = (float)_scene._frame.X(column);
            int front = Ranges - 1;
            while (front >= 0 && _scene.Cover(_y, _scene._crests[front][column]) < 1)
            {
                front--;
            }

            float light = front < 0 ? Sky(x, filter) : Hill(front, column, x, filter);
            for (int range = front + 1; range < Ranges; range++)
            {
                float cover = _scene.Cover(_y, _scene._crests[range][column]);
                if (cover > 0)
                {
                    light += cover * (Hill(range, column, x, filter) - light);
                }
            }

            return light;
        }

        private float Sky(float x, int filter)
        {
            (double right, double down) = (x - _scene._sunX, _y - _scene._sunY);
            float squared = (float)((right * right) + (down * down));
            float glow = 0.55f / (1 + (squared * 90));
            float cloud = Math.Clamp(((_scratch.Clouds.At(x) * 0.9f) - 0.05f) * 1.6f, 0, 0.85f) * _cloudiness;
            float light = _sky[filter] + (glow * s_glow[filter]);
            light += cloud * (s_cloud[filter] - light);
            const float SunRadius = 0.016f;
            float sun = Math.Clamp(((SunRadius - MathF.Sqrt(squared)) / (float)_scene._frame.SiteSize / 2) + 0.5f, 0, 1);
            return light + (sun * (s_sun[filter] - light));
        }

        private float Hill(int range, int column, float x, int filter)
        {
            float rock = _scratch.Rock.At(x);
            float color = _scene._hills[range][filter];
            float haze = 0.22f * (float)Math.Clamp((_y - _scene._crests[range][column]) / _scene._frame.ExtentDown * 6, 0, 1);
            if (range == 0)
            {
                // Snow near the crests, where the rock is not too steep.
                float snow = Math.Clamp(((0.2f + rock) * 4.5f) - ((float)(_y / _scene._frame.ExtentDown) - 0.40f) * 18, 0, 1);
                color += snow * (s_snow[filter] - color);
            }

            color += haze * (s_horizon[filter] - color) * (1 - (range / (float)Ranges));
            return Math.Max(0.003f, color * (1 + (0.45f * rock)));
        }
    }
}
