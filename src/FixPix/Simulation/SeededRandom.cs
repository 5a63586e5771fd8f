using System.Numerics;

namespace FixPix.Simulation;

/// <summary>
/// A random generator whose sequence belongs to its seed on every machine and runtime: xoshiro256** seeded by
/// SplitMix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021).
/// </summary>
public sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Makes a generator.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Which of the seed's independent sequences, so that rows or frames can have their own.</param>
    public SeededRandom(long seed, long stream = 0)
    {
        ulong state = (ulong)seed ^ BitOperations.RotateLeft((ulong)stream * 0xD1B54A32D192ED03UL, 32);
        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform among the integers of [0, <paramref name="end"/>), without bias.</summary>
    public int NextInt(int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, 1);
        ulong high = Math.BigMul(NextBits(), (ulong)end, out ulong low);
        while (low < (ulong)end && low < unchecked(0UL - (ulong)end) % (ulong)end)
        {
            high = Math.BigMul(NextBits(), (ulong)end, out low);
        }

        return (int)high;
    }

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public double NextBetween(double from, double to) => from + ((to - from) * NextDouble());

    /// <summary>Normally distributed, mean 0, standard deviation 1 (Box–Muller).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - NextDouble())) * Math.Cos(2.0 * Math.PI * NextDouble());

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
