using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;
using FixPix.RawFiles.Tiff;
using FixPix.Tests.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

public sealed class DngMutationTests
{
    // A damaged file may still be read, but never for more memory than its bytes promise (compression included).
    private const long MaxBytes = 64 << 20;

    [Theory]
    [InlineData("strips 14", 2000)]
    [InlineData("strips 16 big", 1000)]
    [InlineData("jpeg tiles 14", 2000)]
    [InlineData("deflate tiles 16", 1000)]
    [InlineData("opcodes", 1000)]
    [InlineData("LZW TIFF", 1000)]
    public void Damaged_files_end_in_an_error_of_ours_or_in_a_mosaic(string kind, int cases)
    {
        byte[] file = Original(kind);
        RawFormat format = kind == "LZW TIFF" ? new TiffFormat() : new DngFormat();
        RawReadSettings settings = new() { Work = new WorkSettings { Threads = 1 } };
        for (int seed = 0; seed < cases; seed++)
        {
            FileBytes damaged = FileBytes.FromMemory("damaged", Mutations.Of(file, seed));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                format.Recognizes(damaged, ".dng");
                Mosaic mosaic = format.Read(damaged, settings).Mosaic;
                mosaic[mosaic.Height / 2, mosaic.Width / 2] ^= 1;
                Write(format, mosaic, damaged, compress: seed % 2 == 0);
            }
            catch (FixPixException)
            {
                // What is expected.
            }
            catch (Exception failure)
            {
                Assert.Fail($"seed {seed}: {failure}");
            }

            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < MaxBytes, $"seed {seed}: {taken} bytes taken for a file of {damaged.Length}");
        }
    }

    private static void Write(RawFormat format, Mosaic mosaic, FileBytes source, bool compress)
    {
        using MemoryStream output = new();
        DefectMap mended = new(SensorIdentity.Of(mosaic), [new Defect(0, 0)]);
        format.Write(output, mosaic, source, RawReadSettings.Default, new RawWriteSettings
        {
            Compress = compress,
            Mended = mended,
            Work = new WorkSettings { Threads = 1 },
        });
    }

    private static byte[] Original(string kind) => kind switch
    {
        "opcodes" => DngAnnotationTests.Dng(
            DngAnnotationTests.Opcode(5, DngAnnotationTests.Payload(1, [(1, 1), (2, 2)], (4, 5, 5, 9))), DngAnnotationTests.Opcode(4, [0, 0, 0, 7, 0, 0, 0, 1])),
        "LZW TIFF" => BuiltPicture.Picture(37, 21, 16).Add(TiffTag.Compression, TiffBuilder.Short, 5).Add(TiffTag.Predictor, TiffBuilder.Short, 2)
            .Tiles(BuiltPicture.Smooth(37, 21, 16), 37, 16, 16, TiffReaderTests.Packer(5, 2, 16, false)).Build(),
        _ => DngUpdateTests.Build(kind, null, builder => builder
            .Add(TiffTag.ActiveArea, TiffBuilder.Long, 0, 0, 48, 80)
            .Add(TiffTag.BlackLevelRepeatDim, TiffBuilder.Short, 2, 2)
            .Add(TiffTag.BlackLevel, TiffBuilder.Rational, 1, 2, 3, 4)
            .Add(TiffTag.LinearizationTable, TiffBuilder.Short, [.. Enumerable.Range(0, 64).Select(code => code * 100L)])
            .AddBelow(TiffTag.ExifIfd, new TiffBuilder(builder.BigEndian).Add(TiffTag.ExposureTime, TiffBuilder.Rational, 3).AddText(TiffTag.DateTimeOriginal, "2024:02:29 13:14:15"))
            .AddBelow(TiffTag.SubIfds, BuiltPicture.Picture(8, 8, 8, builder.BigEndian).Add(TiffTag.NewSubfileType, TiffBuilder.Long, 1).Strips(new ushort[64], 8, 8, BuiltPicture.Packed(8)))),
    };
}
