using System.Reflection;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.LibRaw;

/// <summary>
/// The functions of LibRaw's C interface that FixPix calls (libraw.h, "C API"), found in the system's library when the
/// first of them is needed. FixPix itself has no native part.
/// </summary>
internal static partial class LibRawLibrary
{
    /// <summary>libraw_init flag: no message on stderr for damaged data.</summary>
    public const uint NoDataErrorCallback = 2;

    /// <summary>What can be asked of the structures needs this version: 0.20.0.</summary>
    private const int OldestVersion = 20 << 8;

    private const string Library = "fixpix-libraw";

    private static readonly Lock s_lock = new();
    private static nint s_library;

    /// <summary>
    /// Names to try, best first: the re-entrant variant, then the plain one; Debian's and Fedora's versions, then the link of
    /// the development package, Homebrew's and Windows' files.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "libraw_r.so.23", "libraw.so.23", "libraw_r.so.22", "libraw.so.22", "libraw_r.so.20", "libraw.so.20", "libraw_r.so", "libraw.so",
        "libraw_r.dylib", "libraw.dylib", "/opt/homebrew/lib/libraw_r.dylib", "/usr/local/lib/libraw_r.dylib", "libraw.dll", "raw_r.dll",
    ];

    /// <summary>Loads the library, once.</summary>
    /// <param name="names">File names to try.</param>
    /// <exception cref="UnsupportedFileException">There is none, or it is too old.</exception>
    public static void Require(IReadOnlyList<string> names)
    {
        lock (s_lock)
        {
            if (s_library != 0 && ReferenceEquals(names, Names))
            {
                return;
            }

            nint library = names.Select(name => NativeLibrary.TryLoad(name, out nint handle) ? handle : 0).FirstOrDefault(handle => handle != 0);
            if (library == 0)
            {
                throw new UnsupportedFileException(
                    "camera formats are read through LibRaw, which is not installed: apt-get install libraw20 (Debian 12; libraw23 on newer ones), brew install libraw, or libraw.dll beside the program");
            }

            s_library = library;
            NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), static (name, _, _) => name == Library ? s_library : 0);
        }

        if (VersionNumber() < OldestVersion)
        {
            throw new UnsupportedFileException($"LibRaw {VersionNumber() >> 16}.{(VersionNumber() >> 8) & 255} is installed; 0.20 or newer is needed");
        }
    }

    [LibraryImport(Library, EntryPoint = "libraw_versionNumber")]
    public static partial int VersionNumber();

    [LibraryImport(Library, EntryPoint = "libraw_strerror")]
    public static partial nint ErrorText(int code);

    [LibraryImport(Library, EntryPoint = "libraw_init")]
    public static partial nint Init(uint flags);

    [LibraryImport(Library, EntryPoint = "libraw_close")]
    public static partial void Close(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_open_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenFile(nint handle, string path);

    [LibraryImport(Library, EntryPoint = "libraw_open_wfile", StringMarshalling = StringMarshalling.Utf16)]
    public static partial int OpenWideFile(nint handle, string path);

    [LibraryImport(Library, EntryPoint = "libraw_set_dataerror_handler")]
    public static partial void SetDataErrorHandler(nint handle, nint function, nint data);

    [LibraryImport(Library, EntryPoint = "libraw_unpack")]
    public static partial int Unpack(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_unpack_function_name")]
    public static partial nint UnpackFunctionName(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_raw2image")]
    public static partial int RawToImage(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_subtract_black")]
    public static partial void SubtractBlack(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_COLOR")]
    public static partial int Color(nint handle, int row, int column);

    [LibraryImport(Library, EntryPoint = "libraw_get_color_maximum")]
    public static partial int Maximum(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_get_cam_mul")]
    public static partial float CameraMultiplier(nint handle, int color);

    [LibraryImport(Library, EntryPoint = "libraw_get_pre_mul")]
    public static partial float DaylightMultiplier(nint handle, int color);

    [LibraryImport(Library, EntryPoint = "libraw_get_rgb_cam")]
    public static partial float RgbFromCamera(nint handle, int row, int column);

    [LibraryImport(Library, EntryPoint = "libraw_get_iparams")]
    public static partial nint ImageParameters(nint handle);

    [LibraryImport(Library, EntryPoint = "libraw_get_imgother")]
    public static partial nint OtherParameters(nint handle);
}
