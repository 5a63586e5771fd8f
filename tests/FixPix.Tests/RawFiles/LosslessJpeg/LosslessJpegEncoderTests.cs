using FixPix.RawFiles.LosslessJpeg;

namespace FixPix.Tests.RawFiles.LosslessJpeg;

public sealed class LosslessJpegEncoderTests
{
    [Theory]
    [MemberData(nameof(LosslessJpegDecoderTests.PredictorsComponentsPrecisions), MemberType = typeof(LosslessJpegDecoderTests))]
    public void Encoder_writes_what_the_decoder_reads(int predictor, int components, int precision)
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 4), (5, 3), (37, 19), (2050, 2) })
        {
            int rowSamples = width * components;
            ushort[] samples = LosslessJpegDecoderTests.Noise(rowSamples * height, precision, seed: width + predictor);
            using MemoryStream stream = new();
            Assert.Equal(LosslessJpegEncoder.Encode(samples, rowSamples, rowSamples, height, components, precision, stream, predictor), stream.Length);
            LosslessJpegHeader header = LosslessJpegHeader.Read(stream.ToArray());
            Assert.Equal(new LosslessJpegHeader(width, height, components, precision, predictor, 0, 0), header);
            ushort[] decoded = new ushort[samples.Length];
            LosslessJpegDecoder.Decode(stream.ToArray(), rowSamples, height, decoded, rowSamples, rowSamples, height);
            Assert.Equal(samples, decoded);
        }
    }

    [Fact]
    public void Encoder_writes_the_largest_difference()
    {
        // 32768 and back: category 16, which no bits follow.
        ushort[] samples = [0, 32768, 0, 32768, 65535, 32767, 65535, 32767];
        using MemoryStream stream = new();
        LosslessJpegEncoder.Encode(samples, 8, 8, 1, 1, 16, stream);
        ushort[] decoded = new ushort[8];
        LosslessJpegDecoder.Decode(stream.ToArray(), 8, 1, decoded, 8, 8, 1);
        Assert.Equal(samples, decoded);
    }

    [Fact]
    public void Encoder_takes_a_rectangle_out_of_a_larger_picture()
    {
        ushort[] picture = LosslessJpegDecoderTests.Noise(20 * 10, 12, seed: 1);
        using MemoryStream stream = new();
        LosslessJpegEncoder.Encode(picture.AsSpan(23), 20, 12, 6, 2, 12, stream);
        ushort[] decoded = new ushort[72];
        LosslessJpegDecoder.Decode(stream.ToArray(), 12, 6, decoded, 12, 12, 6);
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(picture.AsSpan(23 + (row * 20), 12), decoded.AsSpan(row * 12, 12));
        }
    }

    [Fact]
    public void Encoder_refuses_a_sample_with_more_bits_than_the_precision()
    {
        FixPixException failure = Assert.Throws<FixPixException>(
            () => LosslessJpegEncoder.Encode([1, 2, 4096, 4], 2, 2, 2, 1, 12, Stream.Null));
        Assert.Contains("4096", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Huffman_code_is_as_short_as_its_counts_allow_and_leaves_the_code_of_ones_free()
    {
        // Fibonacci numbers make the deepest tree: 17 and the reserved one would need 17 bits.
        long[] occurrences = new long[HuffmanCode.Categories];
        (long previous, long current) = (1, 1);
        for (int category = 0; category < occurrences.Length; category++)
        {
            occurrences[category] = current;
            (previous, current) = (current, previous + current);
        }

        HuffmanCode code = OptimalHuffman.Make(occurrences);
        Assert.Equal(HuffmanCode.Categories, code.Values.Distinct().Count());
        Assert.Equal(16, code.Values[0]);
        double used = 0;
        for (int length = 1; length <= 16; length++)
        {
            used += code.Counts[length - 1] / Math.Pow(2, length);
        }

        Assert.True(used <= 1 - Math.Pow(2, -16), $"Kraft sum {used}");
        Assert.True(used > 1 - Math.Pow(2, -13), $"Kraft sum {used}");
    }

    [Fact]
    public void Huffman_code_of_one_category_has_one_bit()
    {
        long[] occurrences = new long[HuffmanCode.Categories];
        occurrences[5] = 100;
        HuffmanCode code = OptimalHuffman.Make(occurrences);
        Assert.Equal(new byte[] { 5 }, code.Values);
        Assert.Equal(1, code.Counts[0]);
    }
}
