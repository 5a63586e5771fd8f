using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace FixPix.RawFiles.LibRaw;

/// <summary>One file, opened by LibRaw: what its C interface and the beginning of its handle tell.</summary>
/// <remarks>
/// Of LibRaw's structures only the parts are used that have been the same in every version since 0.20: the handle's
/// beginning (image pointer, sizes, aspect, flip), the beginning of libraw_iparams_t and that of libraw_imgother_t.
/// </remarks>
internal sealed unsafe class LibRawImage : IDisposable
{
    // Behind the image pointer: eight 16-bit sizes, a 32-bit pitch, a double, the flip.
    private const int AspectOffset = 32;
    private const int FlipOffset = 40;

    // libraw_iparams_t: guard[4], make[64], model[64], software[64], normalised make and model, then numbers.
    private const int NameLength = 64;
    private const int MakeOffset = 4;
    private const int ModelOffset = MakeOffset + NameLength;
    private const int FoveonOffset = MakeOffset + (5 * NameLength) + 12;
    private const int ColorsOffset = FoveonOffset + 4;
    private const int ColorNamesOffset = FoveonOffset + 12 + 72;

    private readonly nint _handle;
    private readonly nint _errors;

    private LibRawImage(nint handle)
    {
        _handle = handle;
        _errors = (nint)NativeMemory.AllocZeroed(sizeof(int));
        LibRawLibrary.SetDataErrorHandler(_handle, (nint)(delegate* unmanaged[Cdecl]<nint, nint, long, void>)&CountDataError, _errors);
    }

    /// <summary>Size of the array and its borders. May be set between opening and unpacking.</summary>
    public LibRawSizes Sizes
    {
        get
        {
            ushort* sizes = (ushort*)(_handle + sizeof(nint));
            return new LibRawSizes(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
        }

        set
        {
            ushort* sizes = (ushort*)(_handle + sizeof(nint));
            (sizes[0], sizes[1], sizes[2]) = ((ushort)value.RawHeight, (ushort)value.RawWidth, (ushort)value.Height);
            (sizes[3], sizes[4], sizes[5]) = ((ushort)value.Width, (ushort)value.TopMargin, (ushort)value.LeftMargin);
        }
    }

    /// <summary>The camera's maker.</summary>
    public string? Make => Text(LibRawLibrary.ImageParameters(_handle) + MakeOffset);

    /// <summary>The camera's model.</summary>
    public string? Model => Text(LibRawLibrary.ImageParameters(_handle) + ModelOffset);

    /// <summary>Whether every site has all three colours, one above the other.</summary>
    public bool IsFoveon => *(uint*)(LibRawLibrary.ImageParameters(_handle) + FoveonOffset) != 0;

    /// <summary>Number of colours: 1 is a sensor without filters.</summary>
    public int Colors => *(int*)(LibRawLibrary.ImageParameters(_handle) + ColorsOffset);

    /// <summary>The colours' letters, such as "RGBG".</summary>
    public string ColorNames => Text(LibRawLibrary.ImageParameters(_handle) + ColorNamesOffset, 4) ?? "";

    /// <summary>ISO speed, or null.</summary>
    public double? Iso => Positive(*(float*)LibRawLibrary.OtherParameters(_handle));

    /// <summary>Exposure time in seconds, or null.</summary>
    public double? ExposureSeconds => Positive(*(float*)(LibRawLibrary.OtherParameters(_handle) + sizeof(float)));

    /// <summary>EXIF orientation, 1 to 8.</summary>
    public int Orientation => *(double*)(_handle + AspectOffset) is > 0.1 and < 10
        ? *(int*)(_handle + FlipOffset) switch { 3 => 3, 5 => 8, 6 => 6, _ => 1 }
        : 1;

    /// <summary>White level, DN.</summary>
    public int Maximum => LibRawLibrary.Maximum(_handle);

    /// <summary>How the samples were stored, in LibRaw's words.</summary>
    public string Decoder => Text(LibRawLibrary.UnpackFunctionName(_handle))?.TrimEnd('(', ')') ?? "unknown";

    /// <summary>Number of places where the samples were damaged.</summary>
    public int DamageCount => *(int*)_errors;

    /// <summary>Opens a file and reads its headers.</summary>
    /// <exception cref="RawFileException">LibRaw does not know the file, or it is corrupt.</exception>
    public static LibRawImage Open(string path)
    {
        nint handle = LibRawLibrary.Init(LibRawLibrary.NoDataErrorCallback);
        LibRawImage image = new(handle != 0 ? handle : throw new UnsupportedFileException("LibRaw: out of memory"));
        try
        {
            Check(OperatingSystem.IsWindows() ? LibRawLibrary.OpenWideFile(handle, path) : LibRawLibrary.OpenFile(handle, path));
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    /// <summary>Decodes the samples into LibRaw's own memory.</summary>
    /// <exception cref="RawFileException">LibRaw cannot, or says that they are damaged.</exception>
    public void Unpack()
    {
        Check(LibRawLibrary.Unpack(_handle));
        Check(LibRawLibrary.RawToImage(_handle));
        if (*(nint*)_handle == 0)
        {
            throw new UnsupportedFileException("LibRaw: no samples of one plane");
        }
    }

    /// <summary>Takes the black level away from the samples.</summary>
    public void SubtractBlack() => LibRawLibrary.SubtractBlack(_handle);

    /// <summary>Copies one row of samples out. LibRaw keeps four 16-bit places a site, of which each site uses one.</summary>
    public void CopyRow(int row, Span<ushort> destination)
    {
        ReadOnlySpan<ulong> sites = new((void*)(*(nint*)_handle + ((nint)row * Sizes.Width * sizeof(ulong))), Sizes.Width);
        for (int column = 0; column < destination.Length; column++)
        {
            ulong site = sites[column];
            site |= site >> 32;
            destination[column] = (ushort)(site | (site >> 16));
        }
    }

    /// <summary>LibRaw's number of the colour of a site in the active area: 0 red, 1 and 3 green, 2 blue, 6 none.</summary>
    public int ColorAt(int row, int column) => LibRawLibrary.Color(_handle, row, column);

    /// <summary>The white balance that the camera chose, as a multiplier of red, green or blue; 0 or less when not known.</summary>
    public double CameraMultiplier(int color) => LibRawLibrary.CameraMultiplier(_handle, color);

    /// <summary>Multiplier of red, green or blue that makes daylight neutral.</summary>
    public double DaylightMultiplier(int color) => LibRawLibrary.DaylightMultiplier(_handle, color);

    /// <summary>Linear sRGB from white-balanced camera colours.</summary>
    public double RgbFromCamera(int row, int column) => LibRawLibrary.RgbFromCamera(_handle, row, column);

    /// <inheritdoc/>
    public void Dispose()
    {
        LibRawLibrary.Close(_handle);
        NativeMemory.Free((void*)_errors);
    }

    private static void Check(int code)
    {
        // LIBRAW_FILE_UNSUPPORTED and LIBRAW_NOT_IMPLEMENTED.
        const int unsupported = -2;
        const int notImplemented = -8;
        if (code == 0)
        {
            return;
        }

        // Positive codes are the system's error numbers.
        string text = code > 0 ? $"error {code} of the system" : Text(LibRawLibrary.ErrorText(code)) ?? $"error {code}";
        throw code is unsupported or notImplemented
            ? new UnsupportedFileException($"LibRaw: {text}")
            : new CorruptFileException($"LibRaw: {text}");
    }

    // By way of its shortest decimal text: 0.008f is 0.008, not 0.00800000037997961.
    private static double? Positive(float value) =>
        value is > 0 and < 1e9f ? double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static string? Text(nint text, int limit = NameLength)
    {
        if (text == 0)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = new((void*)text, limit);
        int end = bytes.IndexOf((byte)0);
        string found = Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]).Trim();
        return found.Length == 0 ? null : found;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void CountDataError(nint count, nint file, long offset) => ++*(int*)count;
}
