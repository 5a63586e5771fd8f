using System.Buffers.Binary;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Weights;

/// <summary>Every 16-bit pattern, against the formula of its format.</summary>
public sealed class SafetensorsTypeTests
{
    [Fact]
    public void Half_floats_are_exact() => AllPatterns("F16", exponentBits: 5);

    [Fact]
    public void Brain_floats_are_exact() => AllPatterns("BF16", exponentBits: 8);

    private static void AllPatterns(string type, int exponentBits)
    {
        byte[] bytes = new byte[2 << 16];
        for (int pattern = 0; pattern < 1 << 16; pattern++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * pattern), (ushort)pattern);
        }

        float[] values = new float[1 << 16];
        SafetensorsType.Decode(type, bytes, values);
        for (int pattern = 0; pattern < 1 << 16; pattern++)
        {
            double expected = Value(pattern, exponentBits);
            Assert.True(expected.Equals(values[pattern]), $"{type} {pattern:X4}: {values[pattern]}, expected {expected}");
        }
    }

    private static double Value(int pattern, int exponentBits)
    {
        int fractionBits = 15 - exponentBits, most = (1 << exponentBits) - 1, bias = most / 2;
        int exponent = (pattern >> fractionBits) & most, fraction = pattern & ((1 << fractionBits) - 1);
        double sign = pattern >> 15 == 0 ? 1 : -1, share = Math.ScaleB(fraction, -fractionBits);
        return exponent == most ? (fraction == 0 ? sign * double.PositiveInfinity : double.NaN)
            : exponent == 0 ? sign * Math.ScaleB(share, 1 - bias)
            : sign * Math.ScaleB(1 + share, exponent - bias);
    }
}
