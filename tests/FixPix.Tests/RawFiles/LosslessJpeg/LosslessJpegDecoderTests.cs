using FixPix.RawFiles;
using FixPix.RawFiles.LosslessJpeg;

namespace FixPix.Tests.RawFiles.LosslessJpeg;

public sealed class LosslessJpegDecoderTests
{
    public static TheoryData<int, int, int> PredictorsComponentsPrecisions()
    {
        TheoryData<int, int, int> cases = [];
        for (int predictor = 1; predictor <= 7; predictor++)
        {
            for (int components = 1; components <= 4; components++)
            {
                foreach (int precision in new[] { 2, 8, 12, 14, 16 })
                {
                    cases.Add(predictor, components, precision);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(PredictorsComponentsPrecisions))]
    public void Decoder_reads_what_the_plain_writer_wrote(int predictor, int components, int precision)
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 5), (7, 1), (2, 2), (3, 4), (13, 11), (64, 9) })
        {
            foreach (int restartRows in new[] { 0, 1, 2 })
            {
                foreach (bool longCodes in new[] { false, precision < 16 })
                {
                    PlainLosslessJpeg writer = new()
                    {
                        Width = width,
                        Height = height,
                        Components = components,
                        Precision = precision,
                        Predictor = predictor,
                        RestartRows = restartRows,
                        LongCodes = longCodes,
                        FillBytes = width % 2,
                    };
                    ushort[] samples = Noise(width * height * components, precision, seed: (width * 100) + height);
                    Assert.Equal(samples, Decode(writer.Encode(samples), width * components, height));
                }
            }
        }
    }

    [Fact]
    public void Decoder_reads_a_stream_made_by_hand()
    {
        // 2×2 of 8 bits: 129 127 / 130 127. Predictor 1: differences +1 (to 128), −2, +1 (to 129 above), −3.
        // Codes: category 1 is 0, category 2 is 10. Bits: 0 1 | 10 01 | 0 1 | 10 00 → 0110 0101 1000, then ones.
        byte[] stream =
        [
            0xFF, 0xD8, 0xFF, 0xC4, 0, 21, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2,
            0xFF, 0xC3, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 0, 0, 0x65, 0x8F, 0xFF, 0xD9,
        ];
        Assert.Equal(new LosslessJpegHeader(2, 2, 1, 8, 1, 0, 0), LosslessJpegHeader.Read(stream));
        Assert.Equal(new ushort[] { 129, 127, 130, 127 }, Decode(stream, 2, 2));
    }

    [Fact]
    public void Decoder_restores_the_low_bits_as_zero_after_a_point_transform()
    {
        PlainLosslessJpeg writer = new() { Width = 9, Height = 7, Precision = 12, Predictor = 5, PointTransform = 3 };
        ushort[] samples = Noise(63, 12, seed: 5);
        Assert.Equal(samples.Select(sample => (ushort)(sample & ~7)), Decode(writer.Encode(samples), 9, 7));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Decoder_reads_rows_longer_than_its_window(int components)
    {
        PlainLosslessJpeg writer = new() { Width = 30001, Height = 3, Components = components, Predictor = 1 };
        ushort[] samples = Noise(30001 * 3 * components, 16, seed: components);
        Assert.Equal(samples, Decode(writer.Encode(samples), 30001 * components, 3));
    }

    [Fact]
    public void Decoder_fills_the_rows_of_a_tile_of_another_shape()
    {
        // Half the rows, each twice as long, as some cameras' four components are.
        PlainLosslessJpeg writer = new() { Width = 5, Height = 4, Components = 4, Precision = 14 };
        ushort[] samples = Noise(80, 14, seed: 3);
        ushort[] tile = new ushort[80];
        LosslessJpegDecoder.Decode(writer.Encode(samples), 10, 8, tile, 10, 10, 8);
        Assert.Equal(samples, tile);
    }

    [Fact]
    public void Decoder_leaves_alone_what_is_outside_the_wanted_part()
    {
        PlainLosslessJpeg writer = new() { Width = 6, Height = 6, Precision = 14 };
        ushort[] samples = Noise(36, 14, seed: 4);
        ushort[] picture = new ushort[8 * 4];
        Array.Fill(picture, (ushort)50000);
        LosslessJpegDecoder.Decode(writer.Encode(samples), 6, 6, picture.AsSpan(1), 8, 5, 4);
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 8; column++)
            {
                ushort expected = column is >= 1 and < 6 ? samples[(row * 6) + column - 1] : (ushort)50000;
                Assert.Equal(expected, picture[(row * 8) + column]);
            }
        }
    }

    [Fact]
    public void Decoder_refuses_every_truncation()
    {
        byte[] stream = new PlainLosslessJpeg { Width = 16, Height = 8, Components = 2, RestartRows = 3 }.Encode(Noise(256, 16, seed: 9));
        for (int length = 0; length < stream.Length - 2; length++)
        {
            Assert.Throws<CorruptFileException>(() => Decode(stream[..length], 32, 8));
        }
    }

    [Fact]
    public void Decoder_refuses_a_stream_of_another_size_before_it_decodes()
    {
        byte[] stream = new PlainLosslessJpeg { Width = 16, Height = 8 }.Encode(new ushort[128]);
        Assert.Throws<CorruptFileException>(() => Decode(stream, 17, 8));
        Assert.Throws<CorruptFileException>(() => Decode(stream, 16, 9));
    }

    [Fact]
    public void Decoder_refuses_bits_that_are_no_code()
    {
        // Five-bit codes 0 to 16 are given out; eleven ones in a row begin none of them.
        byte[] stream = new PlainLosslessJpeg { Width = 4, Height = 1, Precision = 8 }.Encode([128, 128, 128, 128]);
        stream[^5] = 0xFE;
        Assert.Contains("no Huffman code", Assert.Throws<CorruptFileException>(() => Decode(stream, 4, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC1)]
    [InlineData(0xCB)]
    public void Decoder_says_that_other_processes_are_not_supported(byte frame)
    {
        byte[] stream = new PlainLosslessJpeg { Width = 4, Height = 4 }.Encode(new ushort[16]);
        stream[stream.AsSpan().IndexOf([(byte)0xFF, (byte)0xC3]) + 1] = frame;
        Assert.Throws<UnsupportedFileException>(() => Decode(stream, 4, 4));
    }

    private static ushort[] Decode(byte[] stream, int rowSamples, int rows)
    {
        ushort[] samples = new ushort[rowSamples * rows];
        LosslessJpegDecoder.Decode(stream, rowSamples, rows, samples, rowSamples, rowSamples, rows);
        return samples;
    }

    // Mostly small steps, some over the whole range.
    internal static ushort[] Noise(int count, int precision, int seed)
    {
        Random random = new(seed);
        int value = 0;
        ushort[] samples = new ushort[count];
        for (int index = 0; index < count; index++)
        {
            value = random.Next(6) == 0 ? random.Next(1 << precision) : value + random.Next(-9, 10);
            samples[index] = (ushort)(value = Math.Clamp(value, 0, (1 << precision) - 1));
        }

        return samples;
    }
}
