using System.Runtime.CompilerServices;

namespace FixPix.Neural.Kernels;

internal static unsafe partial class Winograd3x3
{
    /// <summary>One tile's window into its place in the 36 planes.</summary>
    private static void Spread(in FeatureMap source, Region tile, float* target, int planeStride, in Edges edges, KernelPath path)
    {
        Region window = new(tile.Top - 1, tile.Left - 1, Window, Window);
        float* from;
        int rowStride = source.RowStride, siteStride = source.SiteStride, channels = source.Channels;
        if (source.Region.Covers(window))
        {
            from = PackedProduct.Address(source.Memory, source.Index(window.Top, window.Left));
        }
        else
        {
            CopyWindow(in source, window, edges.Patch);
            from = edges.Patch;
            (rowStride, siteStride) = (Window * channels, channels);
        }

        if (path >= KernelPath.Vector512 && channels % Lanes512.Count == 0)
        {
            Spread<Lanes512>(from, rowStride, siteStride, channels, target, planeStride);
        }
        else if (path >= KernelPath.Vector256)
        {
            Spread<Lanes256>(from, rowStride, siteStride, channels, target, planeStride);
        }
        else
        {
            Spread<Lanes128>(from, rowStride, siteStride, channels, target, planeStride);
        }
    }

    /// <summary>The window with zeros where the source ends.</summary>
    private static void CopyWindow(in FeatureMap source, Region window, float* patch)
    {
        Region region = source.Region;
        for (int place = 0; place < Products; place++)
        {
            (int row, int column) = (window.Top + place / Window, window.Left + place % Window);
            Span<float> site = new(patch + place * source.Channels, source.Channels);
            if (row >= region.Top && row < region.Bottom && column >= region.Left && column < region.Right)
            {
                source.At(row, column).CopyTo(site);
            }
            else
            {
                site.Clear();
            }
        }
    }

    private static void Spread<TLanes>(float* from, nint rowStride, nint siteStride, int channels, float* target, nint planeStride)
        where TLanes : struct, ILanes<TLanes>
    {
        float* between = stackalloc float[Products * PanelProduct.Width];
        nint step = TLanes.Count;
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            for (int column = 0; column < Window; column++)
            {
                SpreadLine<TLanes>(from + column * siteStride + channel, rowStride, between + column * step, Window * step);
            }

            for (int row = 0; row < Window; row++)
            {
                SpreadLine<TLanes>(between + row * Window * step, step, target + row * Window * planeStride + channel, planeStride);
            }
        }
    }

    /// <summary>Six inputs of a line to the values of their polynomial's counterpart at the six points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadLine<TLanes>(float* from, nint stride, float* to, nint toStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes d0 = TLanes.Load(from), d1 = TLanes.Load(from + stride), d2 = TLanes.Load(from + 2 * stride);
        TLanes d3 = TLanes.Load(from + 3 * stride), d4 = TLanes.Load(from + 4 * stride), d5 = TLanes.Load(from + 5 * stride);
        TLanes both = TLanes.All(A2 * B2), sum = TLanes.All(-(A2 + B2));
        TLanes evenA = TLanes.MultiplyAdd(TLanes.All(-B2), d2, d4), oddA = TLanes.MultiplyAdd(TLanes.All(-B2), d1, d3);
        TLanes evenB = TLanes.MultiplyAdd(TLanes.All(-A2), d2, d4), oddB = TLanes.MultiplyAdd(TLanes.All(-A2), d1, d3);
        TLanes.MultiplyAdd(both, d0, TLanes.MultiplyAdd(sum, d2, d4)).Store(to);
        TLanes.MultiplyAdd(TLanes.All(A), oddA, evenA).Store(to + toStride);
        TLanes.MultiplyAdd(TLanes.All(-A), oddA, evenA).Store(to + 2 * toStride);
        TLanes.MultiplyAdd(TLanes.All(B), oddB, evenB).Store(to + 3 * toStride);
        TLanes.MultiplyAdd(TLanes.All(-B), oddB, evenB).Store(to + 4 * toStride);
        TLanes.MultiplyAdd(both, d1, TLanes.MultiplyAdd(sum, d3, d5)).Store(to + 5 * toStride);
    }

    /// <summary>One tile's products from the 36 planes to its outputs, as far as they are in the target.</summary>
    private static void Gather(float* products, int planeStride, in FeatureMap target, Region tile, in Edges edges, KernelPath path)
    {
        bool inside = target.Region.Covers(tile);
        int channels = target.Channels;
        float* to = inside ? PackedProduct.Address(target.Memory, target.Index(tile.Top, tile.Left)) : edges.Patch;
        (int rowStride, int siteStride) = inside ? (target.RowStride, target.SiteStride) : (Tile * channels, channels);
        if (path >= KernelPath.Vector512 && channels % Lanes512.Count == 0)
        {
            Gather<Lanes512>(products, planeStride, channels, to, rowStride, siteStride, in edges);
        }
        else if (path >= KernelPath.Vector256)
        {
            Gather<Lanes256>(products, planeStride, channels, to, rowStride, siteStride, in edges);
        }
        else
        {
            Gather<Lanes128>(products, planeStride, channels, to, rowStride, siteStride, in edges);
        }

        if (!inside)
        {
            CopySites(edges.Patch, tile, in target);
        }
    }

    private static void CopySites(float* patch, Region sites, in FeatureMap target)
    {
        Region region = target.Region;
        for (int row = Math.Max(sites.Top, region.Top); row < Math.Min(sites.Bottom, region.Bottom); row++)
        {
            for (int column = Math.Max(sites.Left, region.Left); column < Math.Min(sites.Right, region.Right); column++)
            {
                new ReadOnlySpan<float>(patch + ((row - sites.Top) * Tile + column - sites.Left) * target.Channels, target.Channels).CopyTo(target.At(row, column));
            }
        }
    }

    private static void Gather<TLanes>(float* products, nint planeStride, int channels, float* to, nint rowStride, nint siteStride, in Edges edges)
        where TLanes : struct, ILanes<TLanes>
    {
        float* between = stackalloc float[Tile * Window * PanelProduct.Width];
        nint step = TLanes.Count;
        TLanes floor = TLanes.All(edges.Rectify ? 0 : float.NegativeInfinity);
        for (int channel = 0; channel < channels; channel += TLanes.Count)
        {
            fixed (float* bias = edges.Bias)
            {
                for (int column = 0; column < Window; column++)
                {
                    GatherLine<TLanes>(products + column * planeStride + channel, Window * planeStride, between + column * step, Window * step, last: false, default, default);
                }

                for (int row = 0; row < Tile; row++)
                {
                    GatherLine<TLanes>(between + row * Window * step, step, to + row * rowStride + channel, siteStride, last: true, TLanes.Load(bias + channel), floor);
                }
            }
        }
    }

    /// <summary>Six products of a line to four outputs; the last time plus a bias, none below the floor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherLine<TLanes>(float* from, nint stride, float* to, nint toStride, bool last, TLanes bias, TLanes floor)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes m0 = TLanes.Load(from), m1 = TLanes.Load(from + stride), m2 = TLanes.Load(from + 2 * stride);
        TLanes m3 = TLanes.Load(from + 3 * stride), m4 = TLanes.Load(from + 4 * stride), m5 = TLanes.Load(from + 5 * stride);
        TLanes sumA = m1 + m2, differenceA = m1 - m2, sumB = m3 + m4, differenceB = m3 - m4;
        TLanes y0 = m0 + sumA + sumB;
        TLanes y1 = TLanes.MultiplyAdd(TLanes.All(A), differenceA, TLanes.All(B) * differenceB);
        TLanes y2 = TLanes.MultiplyAdd(TLanes.All(A2), sumA, TLanes.All(B2) * sumB);
        TLanes y3 = TLanes.MultiplyAdd(TLanes.All(A3), differenceA, TLanes.MultiplyAdd(TLanes.All(B3), differenceB, m5));
        (last ? TLanes.Max(floor, y0 + bias) : y0).Store(to);
        (last ? TLanes.Max(floor, y1 + bias) : y1).Store(to + toStride);
        (last ? TLanes.Max(floor, y2 + bias) : y2).Store(to + 2 * toStride);
        (last ? TLanes.Max(floor, y3 + bias) : y3).Store(to + 3 * toStride);
    }
}
