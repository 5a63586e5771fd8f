using System.Diagnostics;
using System.Runtime.CompilerServices;
using FixPix.Neural.Kernels;

namespace FixPix.Bench;

/// <summary>The most multiply-adds that one core of this machine does: twelve chains of the widest vectors that never leave their registers.</summary>
public static class FmaPeak
{
    private const int Chains = 12;

    /// <summary>Measures it: the best of several runs, in floating-point operations a second (a multiply-add counts as two).</summary>
    public static double Measure()
    {
        const long Steps = 10_000_000;
        double best = 0;
        for (int run = 0; run < 8; run++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            (float sum, int lanes) = KernelPaths.Best switch
            {
                KernelPath.Vector512 => (Chain<Lanes512>(Steps), Lanes512.Count),
                KernelPath.Vector256 => (Chain<Lanes256>(Steps), Lanes256.Count),
                _ => (Chain<Lanes128>(Steps), Lanes128.Count),
            };
            double rate = 2.0 * Chains * lanes * Steps / watch.Elapsed.TotalSeconds;
            best = float.IsNaN(sum) ? best : Math.Max(best, rate);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Chain<TLanes>(long steps)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes x = TLanes.All(0.5f), y = TLanes.All(0.25f);
        TLanes a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (long step = 0; step < steps; step++)
        {
            a = TLanes.MultiplyAdd(a, x, y);
            b = TLanes.MultiplyAdd(b, x, y);
            c = TLanes.MultiplyAdd(c, x, y);
            d = TLanes.MultiplyAdd(d, x, y);
            e = TLanes.MultiplyAdd(e, x, y);
            f = TLanes.MultiplyAdd(f, x, y);
            g = TLanes.MultiplyAdd(g, x, y);
            h = TLanes.MultiplyAdd(h, x, y);
            i = TLanes.MultiplyAdd(i, x, y);
            j = TLanes.MultiplyAdd(j, x, y);
            k = TLanes.MultiplyAdd(k, x, y);
            l = TLanes.MultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).Sum();
    }
}
