using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.LosslessJpeg;
using FixPix.Tests.RawFiles.LosslessJpeg;
using FixPix.Tests.RawFiles.Png;

namespace FixPix.Tests.RawFiles;

/// <summary>
/// Damaged files of every format that is registered: whatever the bytes are, a reader returns or says in one line what is
/// wrong, soon, and without taking memory that the file's length does not justify.
/// </summary>
public sealed class MutationTests
{
    private const int CasesPerSeedFile = 2500;
    private const long MaxAllocatedBytes = 16 << 20;

    private static readonly RawReadSettings s_dumpSettings = new() { Width = 24, Height = 16, Cfa = CfaPattern.Rggb };

    /// <summary>Name, the file name's ending, and the sound file: new ones of each writer, and what other programs write.</summary>
    public static TheoryData<string, string, byte[]> SeedFiles()
    {
        TheoryData<string, string, byte[]> seeds = [];
        foreach (RawFormat format in RawFormats.All)
        {
            foreach ((string name, RawWriteSettings settings) in new[] { ("plain", RawWriteSettings.Default), ("compressed", new RawWriteSettings { Compress = true }) })
            {
                if (format.CanWrite && Written(format, settings) is { } bytes && !seeds.Any(row => bytes.AsSpan().SequenceEqual((byte[])row[2])))
                {
                    seeds.Add($"{format.Name} {name}", format.Extensions[0], bytes);
                }
            }
        }

        Mosaic mosaic = FormatFixture.Noise(24, 16, 255);
        seeds.Add("PNG, interlaced", ".png", new PlainPng { Width = 24, Height = 16, Interlaced = true }.Encode((row, column, _) => mosaic[row, column]));
        seeds.Add("PNG, equal channels", ".png", new PlainPng { Width = 24, Height = 16, ColorType = 6 }.Encode((row, column, _) => mosaic[row, column]));
        seeds.Add("PGM, text", ".pgm", System.Text.Encoding.ASCII.GetBytes("P2 24 16 255\n" + string.Join(' ', mosaic.Samples)));
        seeds.Add("dump, RAW10", ".raw", new byte[30 * 16]);
        return seeds;
    }

    [Fact]
    public void Damaged_files_are_twenty_thousand_at_least() => Assert.True(SeedFiles().Count * CasesPerSeedFile >= 20_000);

    [Theory]
    [MemberData(nameof(SeedFiles))]
    public void Damaged_file_is_read_or_refused_in_one_line(string name, string extension, byte[] sound)
    {
        Assert.NotEmpty(name);
        Assert.Null(Failure(extension, sound));
        for (int seed = 0; seed < CasesPerSeedFile; seed++)
        {
            byte[] damaged = Mutations.Of(sound, seed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            string? message = Failure(extension, damaged);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MaxAllocatedBytes, $"seed {seed}: {allocated} bytes taken for a file of {damaged.Length}");
            Assert.False(message?.AsSpan().IndexOfAny('\n', '\r') >= 0, $"seed {seed}: more than one line: {message}");
        }
    }

    [Fact]
    public void Damaged_picture_with_right_checksums_is_read_or_refused()
    {
        byte[] sound = new PlainPng { Width = 24, Height = 16, DataLength = 1 << 20 }.Encode((row, column, _) => (row * column) & 255);
        byte[] header = sound[16..29];
        int data = sound.AsSpan().IndexOf("IDAT"u8) + 4;
        byte[] compressed = sound[data..(sound.AsSpan().IndexOf("prVt"u8) - 8)];
        for (int seed = 0; seed < CasesPerSeedFile; seed++)
        {
            byte[] damaged =
            [
                .. sound[..8],
                .. PlainPng.Chunk("IHDR", seed % 3 == 0 ? header : Mutations.Of(header, seed)),
                .. PlainPng.Chunk("IDAT", seed % 3 == 1 ? compressed : Mutations.Of(compressed, seed)),
                .. PlainPng.Chunk("IEND", []),
            ];
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = Failure(".png", damaged);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        }
    }

    [Theory]
    [InlineData(1, 1, 0, false)]
    [InlineData(1, 7, 2, false)]
    [InlineData(2, 1, 0, true)]
    [InlineData(2, 4, 3, false)]
    [InlineData(3, 2, 0, false)]
    [InlineData(4, 6, 1, true)]
    public void Damaged_lossless_jpeg_is_decoded_or_refused(int components, int predictor, int restartRows, bool longCodes)
    {
        PlainLosslessJpeg writer = new()
        {
            Width = 24,
            Height = 16,
            Components = components,
            Precision = 14,
            Predictor = predictor,
            RestartRows = restartRows,
            LongCodes = longCodes,
        };
        int rowSamples = 24 * components;
        byte[] sound = writer.Encode(LosslessJpegDecoderTests.Noise(rowSamples * 16, 14, seed: 1));
        ushort[] samples = new ushort[(rowSamples * 16) + 2];
        for (int seed = 0; seed < CasesPerSeedFile; seed++)
        {
            samples[0] = samples[^1] = 0xABCD;
            byte[] damaged = Mutations.Of(sound, seed);
            _ = Record(() => LosslessJpegDecoder.Decode(damaged, rowSamples, 16, samples.AsSpan(1, rowSamples * 16), rowSamples, rowSamples, 16));
            Assert.Equal((0xABCD, 0xABCD), (samples[0], samples[^1]));
        }
    }

    // A format that cannot write the mosaic (not yet, or not this kind) has no seed file.
    private static byte[]? Written(RawFormat format, RawWriteSettings settings)
    {
        Mosaic mosaic = FormatFixture.Noise(24, 16, 4095);
        using MemoryStream stream = new();
        return Record(() => format.Write(stream, mosaic, null, RawReadSettings.Default, settings)) is null ? stream.ToArray() : null;
    }

    // The message if it is refused; any exception of another kind escapes and fails the test.
    private static string? Failure(string extension, byte[] bytes) => Record(() =>
    {
        using FileBytes file = FileBytes.FromMemory("damaged" + extension, bytes);
        RawFormat format = RawFormats.Of(file);
        RawReadSettings settings = extension == ".raw" ? s_dumpSettings : RawReadSettings.Default;
        RawContents contents = format.Read(file, settings);

        // What can be read can be mended, so it must be possible to write it into its own container too.
        if (format.CanWrite)
        {
            contents.Mosaic[contents.Mosaic.Height / 2, contents.Mosaic.Width / 2] ^= 1;
            format.Write(new MemoryStream(), contents.Mosaic, file, settings, RawWriteSettings.Default);
        }
    });

    private static string? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (FixPixException failure)
        {
            return failure.Message;
        }
    }
}
