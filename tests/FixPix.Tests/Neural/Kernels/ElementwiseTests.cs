using FixPix.Neural.Kernels;
using FixPix.Neural.Weights;

namespace FixPix.Tests.Neural.Kernels;

public sealed class ElementwiseTests
{
    private const int FixtureLength = 306;

    [Fact]
    public void Gelu_in_plain_loops_is_what_PyTorch_computes() => AssertScalar<Gelu>("gelu", 2e-6f);

    [Fact]
    public void Sigmoid_in_plain_loops_is_what_PyTorch_computes() => AssertScalar<Sigmoid>("sigmoid", 2e-7f);

    [Fact]
    public void Gelu_in_vectors_is_the_plain_loop_to_a_millionth() => AssertVectors<Gelu>(1e-6f);

    [Fact]
    public void Sigmoid_in_vectors_is_the_plain_loop_to_a_millionth() => AssertVectors<Sigmoid>(1e-6f);

    [Fact]
    public void Gelu_keeps_its_digits_where_it_is_nearly_zero()
    {
        foreach (KernelPath path in Fixtures.Paths)
        {
            float[] values = [-3f, -4f, -4.5f];
            Elementwise.Run<Gelu>(values.AsSpan(), path);
            Assert.All(values.Zip([-3f, -4f, -4.5f]), pair => Assert.InRange(pair.First / Gelu.Apply(pair.Second), 0.99f, 1.01f));
        }
    }

    [Fact]
    public void What_is_not_a_number_stays_so_and_infinities_end_where_the_formula_does()
    {
        foreach (KernelPath path in Fixtures.Paths)
        {
            float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0];
            Elementwise.Run<Sigmoid>(values.AsSpan(), path);
            Assert.Equal([float.NaN, 1f, 0f, 0.5f], values);
            float[] lone = [float.NaN];
            Elementwise.Run<Gelu>(lone.AsSpan(), path);
            Assert.Equal([float.NaN], lone);
        }
    }

    private static void AssertScalar<TFormula>(string name, float tolerance)
        where TFormula : struct, IElementFormula
    {
        using WeightFile file = Fixtures.Open("transformer");
        float[] values = [.. file.Read("elements", FixtureLength).Values];
        Elementwise.Run<TFormula>(values.AsSpan(), KernelPath.Scalar);
        AssertEachNear(file.Read($"elements.{name}", FixtureLength).Values, values, tolerance, "PyTorch");
    }

    /// <summary>All lengths around the vectors', then one long line through the whole range.</summary>
    private static void AssertVectors<TFormula>(float tolerance)
        where TFormula : struct, IElementFormula
    {
        foreach (KernelPath path in Fixtures.Paths)
        {
            foreach (int length in Enumerable.Range(0, 34).Append(20011))
            {
                float[] expected = [.. Enumerable.Range(0, length).Select(i => -15 + 30 * (i + 0.5f) / length)];
                float[] found = [.. expected];
                Elementwise.Run<TFormula>(expected.AsSpan(), KernelPath.Scalar);
                Elementwise.Run<TFormula>(found.AsSpan(), path);
                AssertEachNear(expected, found, tolerance, $"{path}");
            }
        }
    }

    /// <summary>Each against itself where it is above 1: the large ones of a line do not hide what the small ones miss.</summary>
    private static void AssertEachNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> found, float tolerance, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            float allowed = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(Math.Abs(expected[i] - found[i]) <= allowed, $"{what}, value {i}: {found[i]:g9}, expected {expected[i]:g9} within {allowed}");
        }
    }
}
