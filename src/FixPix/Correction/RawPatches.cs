using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The paper's patches: the samples around a site as they are, in DN, row by row without the middle; colours are not told apart. Outside the frame its mirror image. Metadata: <c>input</c> = "raw".
/// </summary>
internal sealed class RawPatches(MosaicLayout layout, int size) : Patches(layout, size)
{
    /// <summary>What weight files call it.</summary>
    public const string Name = "raw";

    /// <inheritdoc/>
    public override int Inputs => Others;

    /// <inheritdoc/>
    protected override (float Origin, float Unit) ReadOne(ref ushort first, nint stride, int row, int column, ref float target)
    {
        if (Vector128.IsHardwareAccelerated)
        {
            ReadSimd(ref first, stride, ref target);
        }
        else
        {
            ReadScalar(ref first, stride, ref target);
        }

        return (0, 1);
    }

    /// <summary>Site after site.</summary>
    internal void ReadScalar(ref ushort first, nint stride, ref float target)
    {
        int place = 0;
        for (int index = 0; index < Size * Size; index++)
        {
            if (index != Others / 2)
            {
                Unsafe.Add(ref target, place++) = Unsafe.Add(ref first, (index / Size * stride) + (index % Size));
            }
        }
    }

    /// <summary>Eight or sixteen sites of a row at once; what is stored too much the next row overwrites.</summary>
    internal void ReadSimd(ref ushort first, nint stride, ref float target)
    {
        for (int row = 0; row < Size; row++)
        {
            ref ushort source = ref Unsafe.Add(ref first, row * stride);
            StoreRow(ref source, ref Unsafe.Add(ref target, RowStart(row)));
            if (row == Radius)
            {
                StoreRow(ref Unsafe.Add(ref source, Radius + 1), ref Unsafe.Add(ref target, RowStart(row) + Radius));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StoreRow(ref ushort source, ref float target)
    {
        Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.LoadUnsafe(ref source).ToVector256Unsafe()).AsInt32()).StoreUnsafe(ref target);
        if (Size > Vector256<float>.Count)
        {
            Vector128<ushort> rest = Vector128.LoadUnsafe(ref source, (nuint)Vector128<ushort>.Count);
            Vector256.ConvertToSingle(Vector256.WidenLower(rest.ToVector256Unsafe()).AsInt32()).StoreUnsafe(ref target, (nuint)Vector256<float>.Count);
        }
    }
}
