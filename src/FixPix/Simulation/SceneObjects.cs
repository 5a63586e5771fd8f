namespace FixPix.Simulation;

/// <summary>
/// What stands and floats in the scene: striped balloons in strong colours, dark firs, thin wires, flowers, lamps that
/// saturate, stars no wider than the lens draws them. Sharp edges and small bright things that are no defects.
/// </summary>
internal sealed class SceneObjects
{
    private static readonly SceneColor s_dark = SceneColor.Of(0.012, 0.018, 0.014);
    private static readonly SceneColor s_lamp = SceneColor.Of(6.0, 4.5, 2.5);
    private static readonly SceneColor s_star = SceneColor.Of(1.0, 1.0, 1.0);
    private static readonly SceneColor s_basket = SceneColor.Of(0.16, 0.09, 0.04);

    private static readonly SceneColor[] s_paints =
    [
        SceneColor.Of(0.75, 0.04, 0.03), SceneColor.Of(0.85, 0.62, 0.02), SceneColor.Of(0.03, 0.12, 0.60), SceneColor.Of(0.80, 0.78, 0.72),
        SceneColor.Of(0.02, 0.38, 0.12), SceneColor.Of(0.80, 0.22, 0.02), SceneColor.Of(0.30, 0.04, 0.42), SceneColor.Of(0.02, 0.45, 0.55),
    ];

    private readonly SceneFrame _frame;
    private readonly Balloon[] _balloons;
    private readonly Fir[] _firs;
    private readonly Dot[] _dots;
    private readonly double[] _wires;

    public SceneObjects(long seed, SceneFrame frame)
    {
        _frame = frame;
        SeededRandom random = new(seed, 12);
        double Down(double from, double to) => frame.ExtentDown * random.NextBetween(from, to);
        double Right(double from, double to) => frame.ExtentRight * random.NextBetween(from, to);
        _balloons = new Balloon[9];
        for (int index = 0; index < _balloons.Length; index++)
        {
            // The far ones are small and low; the last three are near.
            double radius = (index < 6 ? random.NextBetween(0.012, 0.03) : random.NextBetween(0.05, 0.085)) * Math.Min(frame.ExtentDown, 0.75) / 0.75;
            double across = (index % 3) + random.NextBetween(0.15, 0.85);
            int paint = random.NextInt(s_paints.Length);
            _balloons[index] = new Balloon(
                Down(index < 6 ? 0.22 : 0.12, index < 6 ? 0.44 : 0.30), frame.ExtentRight * across / 3, radius, s_paints[paint],
                s_paints[(paint + 1 + random.NextInt(s_paints.Length - 1)) % s_paints.Length], 8 + (2 * random.NextInt(4)));
        }

        _firs = new Fir[14];
        for (int index = 0; index < _firs.Length; index++)
        {
            bool left = index % 2 == 0;
            _firs[index] = new Fir(Down(0.84, 0.97), left ? Right(-0.03, 0.2) : Right(0.84, 1.03), Down(0.16, 0.42));
        }

        Array.Sort(_firs, (one, other) => one.Foot.CompareTo(other.Foot));
        List<Dot> dots = [];
        for (int star = 0; star < 70; star++)
        {
            dots.Add(new Dot(Down(0, 0.2), Right(0, 1), 0, s_star.Times((float)Math.Exp(random.NextBetween(-4, -0.7)))));
        }

        for (int lamp = 0; lamp < 16; lamp++)
        {
            dots.Add(new Dot(Down(0.585, 0.605), Right(0.05, 0.95), random.NextBetween(0.0006, 0.0016), s_lamp));
        }

        for (int flower = 0; flower < 420; flower++)
        {
            double near = Math.Sqrt(random.NextDouble());
            dots.Add(new Dot(
                frame.ExtentDown * (0.84 + (0.16 * near)), Right(0, 1), (0.0008 + (0.0025 * near)) * random.NextBetween(0.6, 1.2),
                s_paints[random.NextInt(s_paints.Length)]));
        }

        _dots = [.. dots];
        _wires = [Down(0.05, 0.09), Down(0.10, 0.13), Down(0.14, 0.17)];
    }

    /// <summary>Paints what crosses a row.</summary>
    public void Paint(int row, SceneRow target)
    {
        double y = _frame.Y(row);
        PaintDots(y, target);
        foreach (Balloon balloon in _balloons)
        {
            PaintBalloon(balloon, y, target);
        }

        PaintWires(y, target);
        foreach (Fir fir in _firs)
        {
            PaintFir(fir, y, target);
        }
    }

    // A dot is never sharper than the lens, and one that would be smaller than that shines on its neighbours instead.
    private void PaintDots(double y, SceneRow target)
    {
        foreach (Dot dot in _dots)
        {
            double radius = Math.Max(dot.Radius / _frame.SiteSize, 0.6);
            double down = (y - dot.Y) / _frame.SiteSize;
            if (Math.Abs(down) > radius + 3)
            {
                continue;
            }

            double middle = _frame.Column(dot.X);
            for (int column = First(middle - radius - 3); column < End(middle + radius + 3, target); column++)
            {
                double distance = Math.Sqrt((down * down) + ((column - middle) * (column - middle)));
                if (dot.Radius == 0)
                {
                    target.Shine(column, dot.Color, (float)Math.Exp(-distance * distance / 1.6));
                }
                else if (radius >= 1.2)
                {
                    target.Paint(column, dot.Color, Soft(radius - distance));
                }
            }
        }
    }

    private void PaintBalloon(Balloon balloon, double y, SceneRow target)
    {
        double down = y - balloon.Y;
        PaintBasket(balloon, down, target);

        double halfSites = HalfWidth(balloon, down) / _frame.SiteSize;
        if (halfSites <= 0)
        {
            return;
        }

        // How fast the outline runs outwards: near the crown a site from the edge sideways is much less than one upwards.
        double steepness = (HalfWidth(balloon, down + _frame.SiteSize) - HalfWidth(balloon, down - _frame.SiteSize)) / (2 * _frame.SiteSize);
        double sideways = 1 / Math.Sqrt(1 + (steepness * steepness));
        double ratio = down / balloon.Radius;
        double middle = _frame.Column(balloon.X);
        for (int column = First(middle - halfSites - 1); column < End(middle + halfSites + 1, target); column++)
        {
            double across = Math.Clamp((column - middle) / Math.Max(0.5, halfSites), -1, 1);
            float shade = (float)(0.30 + (0.75 * Math.Max(0, (0.55 * across) - (0.45 * ratio) + (0.65 * Math.Sqrt(1 - (across * across))))));
            SceneColor color = SceneColor.Mix(balloon.First, balloon.Second, Stripe(balloon.Gores, across, halfSites)).Times(shade);
            target.Paint(column, color, Soft((halfSites - Math.Abs(column - middle)) * sideways));
        }
    }

    // A sphere above, drawn out to a neck below.
    private static double HalfWidth(Balloon balloon, double down)
    {
        double ratio = down / (down > 0 ? 1.35 : 1) / balloon.Radius;
        return Math.Abs(ratio) >= 1 ? 0 : balloon.Radius * Math.Sqrt(1 - (ratio * ratio)) * (down > 0 ? 1 - (0.25 * ratio) : 1);
    }

    // Share of the second colour: the gores lie around the sphere, their seams are as soft as the lens, and where they are
    // too narrow for it, at the crown and the rim, they blend.
    private static float Stripe(int gores, double across, double halfSites)
    {
        double gore = (Math.Asin(across) / Math.PI * gores) + (gores * 2);
        double goresPerSite = gores / Math.PI / Math.Max(0.5, halfSites) / Math.Sqrt(Math.Max(1e-6, 1 - (across * across)));
        double seam = Math.Clamp((0.25 - Math.Abs((gore / 2) - Math.Floor(gore / 2) - 0.5)) * 1.2 / goresPerSite, -0.5, 0.5);
        return (float)(0.5 + (seam * Math.Clamp(((1 / goresPerSite) - 1.5) / 4, 0, 1)));
    }

    private void PaintBasket(Balloon balloon, double down, SceneRow target)
    {
        double below = (down / balloon.Radius) - 1.3;
        if (below is < 0 or > 0.63)
        {
            return;
        }

        double middle = _frame.Column(balloon.X);
        double half = 0.17 * balloon.Radius / _frame.SiteSize;
        if (below > 0.4)
        {
            float cover = Soft((0.11 - Math.Abs(below - 0.51)) * balloon.Radius / _frame.SiteSize);
            for (int column = First(middle - half); column < End(middle + half, target); column++)
            {
                target.Paint(column, s_basket, cover * Soft(half - Math.Abs(column - middle)));
            }

            return;
        }

        foreach (double side in (ReadOnlySpan<double>)[-1, 1])
        {
            double rope = middle + (side * half * (1.3 - (0.3 * below / 0.4)));
            PaintLine(rope, 0.7, s_dark, target);
        }
    }

    private void PaintWires(double y, SceneRow target)
    {
        for (int column = 0; column < target.Light.Length; column++)
        {
            double x = (_frame.X(column) / _frame.ExtentRight) - 0.45;
            double sag = 0.045 * _frame.ExtentDown * (1 - (4 * x * x));
            foreach (double wire in _wires)
            {
                double distance = Math.Abs((y - wire - sag) / _frame.SiteSize);
                if (distance < 2)
                {
                    target.Paint(column, s_dark, Soft(0.7 - distance));
                }
            }
        }
    }

    private void PaintFir(Fir fir, double y, SceneRow target)
    {
        // Three heights within a site: the lower edges of branches are level, and no lens draws them sharper than that.
        Span<double> halves =
        [
            HalfWidth(fir, y - (0.6 * _frame.SiteSize)), HalfWidth(fir, y), HalfWidth(fir, y + (0.6 * _frame.SiteSize)),
        ];
        double widest = Math.Max(halves[0], Math.Max(halves[1], halves[2]));
        if (widest <= 0)
        {
            return;
        }

        double middle = _frame.Column(fir.X);
        for (int column = First(middle - widest - 1); column < End(middle + widest + 1, target); column++)
        {
            double away = Math.Abs(column - middle);
            target.Paint(column, s_dark, (Soft(halves[0] - away) + Soft(halves[1] - away) + Soft(halves[2] - away)) / 3);
        }
    }

    // In sites. Branches: each storey is wider at its lower end. Below the sensor's resolution the fir is a plain cone.
    private double HalfWidth(Fir fir, double y)
    {
        double fromTop = (y - fir.Foot + fir.Height) / fir.Height;
        if (fromTop is < 0 or > 1)
        {
            return -2;
        }

        double storeys = fromTop * 13;
        double jag = fir.Height / 13 / _frame.SiteSize >= 6 ? 0.55 + (0.45 * (storeys - Math.Floor(storeys))) : 0.8;
        return (fromTop > 0.95 ? 0.012 * fir.Height : 0.19 * fir.Height * fromTop * jag) / _frame.SiteSize;
    }

    private static void PaintLine(double middle, double half, SceneColor color, SceneRow target)
    {
        for (int column = First(middle - half - 1); column < End(middle + half + 1, target); column++)
        {
            target.Paint(column, color, Soft(half - Math.Abs(column - middle)));
        }
    }

    // Cover of a site that lies so many sites inside an edge.
    private static float Soft(double inside) => (float)Math.Clamp((inside / 1.8) + 0.5, 0, 1);

    private static int First(double column) => (int)Math.Max(0, Math.Floor(column));

    private static int End(double column, SceneRow target) => (int)Math.Min(target.Light.Length, Math.Ceiling(column) + 1);

    private readonly record struct Balloon(double Y, double X, double Radius, SceneColor First, SceneColor Second, int Gores);

    private readonly record struct Fir(double Foot, double X, double Height);

    private readonly record struct Dot(double Y, double X, double Radius, SceneColor Color);
}
