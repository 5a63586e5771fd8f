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

    /// <summary>The bit of a step.</summary>
    public static uint Bit(int rows, int columns) => 1u << (((rows + 2) * 5) + columns + 2);

    /// <summary>What to add to a site's index to make the step in a frame of this width.</summary>
    public static int[] InFrame(int width) => [.. Enumerable.Range(0, Count).Select(step => (Rows(step) * width) + Columns(step))];

    /// <summary>For each CFA position what to add to the sample at each step.</summary>
    public static float[][] Shifts(ColorWindows windows, int positions) =>
        [.. Enumerable.Range(0, positions).Select(position => Enumerable.Range(0, Count)
            .Select(step => windows.Shift(position, Rows(step), Columns(step))).ToArray())];
}
