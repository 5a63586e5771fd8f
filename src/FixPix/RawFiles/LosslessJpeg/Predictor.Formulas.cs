namespace FixPix.RawFiles.LosslessJpeg;

// A type for each formula, so that each gets loops of its own without a choice within.
internal static partial class Predictor
{
    private interface IFormula
    {
        static abstract int Predict(int a, int b, int c);
    }

    private readonly struct Left : IFormula
    {
        public static int Predict(int a, int b, int c) => a;
    }

    private readonly struct Above : IFormula
    {
        public static int Predict(int a, int b, int c) => b;
    }

    private readonly struct AboveLeft : IFormula
    {
        public static int Predict(int a, int b, int c) => c;
    }

    private readonly struct Plane : IFormula
    {
        public static int Predict(int a, int b, int c) => a + b - c;
    }

    private readonly struct LeftAndHalf : IFormula
    {
        public static int Predict(int a, int b, int c) => a + ((b - c) >> 1);
    }

    private readonly struct AboveAndHalf : IFormula
    {
        public static int Predict(int a, int b, int c) => b + ((a - c) >> 1);
    }

    private readonly struct Mean : IFormula
    {
        public static int Predict(int a, int b, int c) => (a + b) >> 1;
    }
}
