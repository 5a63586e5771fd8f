using System.Runtime.Intrinsics;

namespace FixPix.Neural.Kernels;

/// <summary>The ways to run a kernel, from the plain loop to the widest vectors. All give the same numbers but for the rounding of a fused multiply-add.</summary>
internal enum KernelPath
{
    /// <summary>Plain loops: what the others are compared with.</summary>
    Scalar,

    /// <summary>128-bit vectors (SSE, NEON).</summary>
    Vector128,

    /// <summary>256-bit vectors (AVX2).</summary>
    Vector256,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Vector512,
}

/// <summary>Which paths this machine has.</summary>
internal static class KernelPaths
{
    /// <summary>The fastest path of this machine.</summary>
    public static KernelPath Best { get; } =
        Vector512.IsHardwareAccelerated ? KernelPath.Vector512
        : Vector256.IsHardwareAccelerated ? KernelPath.Vector256
        : Vector128.IsHardwareAccelerated ? KernelPath.Vector128
        : KernelPath.Scalar;
}
