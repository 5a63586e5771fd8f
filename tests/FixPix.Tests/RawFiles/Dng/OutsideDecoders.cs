using System.Diagnostics;
using FixPix.RawFiles;
using FixPix.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

/// <summary>dcraw and LibRaw, the truth about what a DNG says. test.sh installs both; a missing one fails the test and says so.</summary>
internal static class OutsideDecoders
{
    /// <summary>All sites of the raw array as dcraw reads them.</summary>
    public static ushort[] Dcraw(byte[] dng) => Decode(dng, (folder, path) =>
    {
        byte[] tiff = Run("dcraw", "-t", "0", "-E", "-4", "-T", "-c", path);
        return TiffReader.Read(FileBytes.FromMemory("dcraw.tif", tiff), RawReadSettings.Default).Mosaic.Samples;
    });

    /// <summary>All sites of the raw array as LibRaw reads them.</summary>
    public static ushort[] LibRaw(byte[] dng) => Decode(dng, (folder, path) =>
    {
        Run("unprocessed_raw", "-T", path);
        return TiffReader.Read(FileBytes.FromMemory("libraw.tif", File.ReadAllBytes(path + ".tiff")), RawReadSettings.Default).Mosaic.Samples;
    });

    private static ushort[] Decode(byte[] dng, Func<string, string, ushort[]> decode)
    {
        string folder = Directory.CreateTempSubdirectory("fixpix-dng-").FullName;
        try
        {
            string path = Path.Combine(folder, "image.dng");
            File.WriteAllBytes(path, dng);
            return decode(folder, path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Run(string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{program} is not installed: apt-get install dcraw libraw-bin");
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            using MemoryStream output = new();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program}: exit code {process.ExitCode}: {errors.Result}");
            return output.ToArray();
        }
    }
}
