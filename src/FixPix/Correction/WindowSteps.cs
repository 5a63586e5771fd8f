namespace FixPix.Correction;

/// <summary>The 25 steps of a 5×5 window, row-major, as <see cref="GoodMask.Window5"/> numbers them.</summary>
internal static class WindowSteps
{
    /// <summary>Number of sites in the window.</summary>
    public const int Count = 25;

    /// <summary>Rows of a step, −2 to 2.</summary>
    public static int Rows(int step) => (step / 5) - 2;

    /// <summary>Columns of a step, −2 to 2.</summary>
    public static int Columns(int step) => (step % 5) - 2;

    /// <summary>Squared length of a step.</summary>
    public static int SquaredLength(int step) => (Rows(step) * Rows(step)) + (Columns(step) * Columns(step));

    /// <summary>The same step the other way.</summary>
    public static int Opposite(int step) => Count - 1 - step;

    /// <summary>Of each of the four nearest pairs of opposite steps that both lead to one of these sites, the first step; nearest first.</summary>
    public static int[] NearestPairs(uint among) =>
        [.. Enumerable.Range(0, Count / 2).Where(step => ((among >> step) & (among >> Opposite(step)) & 1) != 0).OrderBy(SquaredLength).Take(4)];

    /// <summary>The step of so many rows and columns, each −2 to 2.</summary>
    public static int Index(int rows, int columns) => ((rows + 2) * 5) + columns + 2;

    /// <summary>What to add to a site's index to make the step in a frame of this width.</summary>
    public static int[] InFrame(int width) => [.. Enumerable.Range(0, Count).Select(step => (Rows(step) * width) + Columns(step))];

    /// <summary>For each CFA position what to add to the sample at each step.</summary>
    public static float[][] Shifts(ColorWindows windows, int positions) =>
        [.. Enumerable.Range(0, positions).Select(position => Enumerable.Range(0, Count)
            .Select(step => windows.Shift(position, Rows(step), Columns(step))).ToArray())];
}
