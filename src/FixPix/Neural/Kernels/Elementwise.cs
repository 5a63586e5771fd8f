namespace FixPix.Neural.Kernels;

/// <summary>Puts every number through a formula, in place.</summary>
internal static unsafe class Elementwise
{
    /// <summary>Every number of a matrix.</summary>
    public static void Run<TFormula>(in Matrix values, KernelPath path)
        where TFormula : struct, IElementFormula
    {
        for (int row = 0; row < values.Rows; row++)
        {
            Run<TFormula>(values.Row(row), path);
        }
    }

    /// <summary>Every number of a span.</summary>
    public static void Run<TFormula>(Span<float> values, KernelPath path)
        where TFormula : struct, IElementFormula
    {
        switch (path)
        {
            case KernelPath.Vector512:
                RunLanes<TFormula, Lanes512>(values);
                break;
            case KernelPath.Vector256:
                RunLanes<TFormula, Lanes256>(values);
                break;
            case KernelPath.Vector128:
                RunLanes<TFormula, Lanes128>(values);
                break;
            default:
                RunScalar<TFormula>(values);
                break;
        }
    }

    private static void RunScalar<TFormula>(Span<float> values)
        where TFormula : struct, IElementFormula
    {
        foreach (ref float value in values)
        {
            value = TFormula.Apply(value);
        }
    }

    private static void RunLanes<TFormula, TLanes>(Span<float> values)
        where TFormula : struct, IElementFormula
        where TLanes : struct, ILanes<TLanes>
    {
        fixed (float* all = values)
        {
            int done = 0;
            for (; done + TLanes.Count <= values.Length; done += TLanes.Count)
            {
                TFormula.Apply(TLanes.Load(all + done)).Store(all + done);
            }

            if (done < values.Length)
            {
                float* last = stackalloc float[TLanes.Count];
                Span<float> rest = new(last, values.Length - done);
                values[done..].CopyTo(rest);
                TFormula.Apply(TLanes.Load(last)).Store(last);
                rest.CopyTo(values[done..]);
            }
        }
    }
}
