using System.Reflection;
using System.Runtime.InteropServices;

namespace FixPix.Training.Torch;

/// <summary>libtorch as a whole: where it is found, its version, seeds, threads and modes.</summary>
/// <remarks>
/// The shim of <c>native/</c> is looked for in the folder that the environment variable FIXPIX_TORCH names, without it beside the program. It is loaded when a tensor is first made.
/// </remarks>
public static class TorchLibrary
{
    /// <summary>Names a folder that holds the shim.</summary>
    public const string FolderVariable = "FIXPIX_TORCH";

    private const string FileName = "libfixpix_torch.so";

    [ThreadStatic]
    private static int s_threads;

    static TorchLibrary() => NativeLibrary.SetDllImportResolver(typeof(TorchLibrary).Assembly, Find);

    /// <summary>libtorch's own version.</summary>
    /// <exception cref="TorchException">The shim or libtorch is missing.</exception>
    public static unsafe string Version => Marshal.PtrToStringUTF8((nint)Call(static () => (nint)Native.Version()))!;

    /// <summary>GPUs that libtorch can use.</summary>
    public static int CudaDevices => Call(static () => Native.CudaDevices());

    /// <summary>Tensors made and not yet freed, in the whole process.</summary>
    public static long LiveTensors => Call(static () => Native.Live());

    /// <summary>Seeds every random choice of libtorch.</summary>
    public static void Seed(long seed) => Done(Call(() => Native.Seed(seed)));

    /// <summary>The threads that one operation of this thread may use. OpenMP keeps the number for each thread apart.</summary>
    public static void UseThreads(int threads)
    {
        // Said again, it would throw away what oneDNN has prepared.
        if (threads != s_threads)
        {
            Done(Call(() => Native.Threads(threads)));
            s_threads = threads;
        }
    }

    /// <summary>Until disposed, operations on this thread are not recorded for gradients.</summary>
    public static IDisposable WithoutGradients()
    {
        int before = Call(static () => Native.Gradients(0));
        Done(before);
        return new Restore(() => Done(Native.Gradients(before)));
    }

    /// <summary>Until disposed, convolutions and matrix products on this thread run in bfloat16.</summary>
    /// <param name="device">Where the tensors live.</param>
    public static IDisposable InBfloat16(TorchDevice device)
    {
        int cuda = device.IsCuda ? 1 : 0;
        Done(Call(() => Native.Autocast(cuda, 1)));
        return new Restore(() => Done(Native.Autocast(cuda, 0)));
    }

    /// <summary>Throws what libtorch says of the failure that <paramref name="status"/> reports.</summary>
    internal static void Done(double status)
    {
        if (status < 0)
        {
            throw Failure();
        }
    }

    /// <summary>What libtorch says of this thread's last failure.</summary>
    internal static unsafe TorchException Failure() => new("libtorch: " + Marshal.PtrToStringUTF8((nint)Native.Error()));

    /// <summary>The first call of the library, whose failure to load is told in one line.</summary>
    internal static T Call<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw new TorchException(
                $"training needs libtorch: {FileName} is not in the folder that {FolderVariable} names (without it: beside the program), or libtorch itself is missing or of another version; "
                + "install libtorch-dev and libopenblas0-pthread, then: cmake -S native -B native/build && cmake --build native/build",
                failure);
        }
    }

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        // Throws where there is none: the runtime would look on, and pass over a wrong one in silence.
        return NativeLibrary.Load(Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) ?? AppContext.BaseDirectory, FileName));
    }

    private sealed class Restore(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
