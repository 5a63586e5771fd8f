using System.Runtime.InteropServices;

namespace FixPix.Training.Torch;

/// <summary>The functions of native/fixpix_torch.h, which says what each does. A tensor is the address of a handle; 0 and −1 mean failure.</summary>
internal static unsafe partial class Native
{
    private const string Library = "fixpix_torch";
    private const string Prefix = "fixpix_torch_";

    [LibraryImport(Library, EntryPoint = Prefix + "error")]
    public static partial byte* Error();

    [LibraryImport(Library, EntryPoint = Prefix + "version")]
    public static partial byte* Version();

    [LibraryImport(Library, EntryPoint = Prefix + "live")]
    public static partial long Live();

    [LibraryImport(Library, EntryPoint = Prefix + "cuda_devices")]
    public static partial int CudaDevices();

    [LibraryImport(Library, EntryPoint = Prefix + "seed")]
    public static partial int Seed(long seed);

    [LibraryImport(Library, EntryPoint = Prefix + "threads")]
    public static partial int Threads(int threads);

    [LibraryImport(Library, EntryPoint = Prefix + "gradients")]
    public static partial int Gradients(int on);

    [LibraryImport(Library, EntryPoint = Prefix + "autocast")]
    public static partial int Autocast(int cuda, int bfloat16);

    [LibraryImport(Library, EntryPoint = Prefix + "from")]
    public static partial nint From(float* values, long* shape, int dimensions, int cuda);

    [LibraryImport(Library, EntryPoint = Prefix + "to")]
    public static partial int To(nint tensor, float* values, long count);

    [LibraryImport(Library, EntryPoint = Prefix + "dimensions")]
    public static partial int Dimensions(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "length")]
    public static partial long Length(nint tensor, int dimension);

    [LibraryImport(Library, EntryPoint = Prefix + "free")]
    public static partial void Free(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "alias")]
    public static partial nint Alias(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "detach")]
    public static partial nint Detach(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "assign")]
    public static partial int Assign(nint tensor, nint values);

    [LibraryImport(Library, EntryPoint = Prefix + "require_gradient")]
    public static partial int RequireGradient(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "gradient")]
    public static partial nint Gradient(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "clear_gradient")]
    public static partial int ClearGradient(nint tensor);

    [LibraryImport(Library, EntryPoint = Prefix + "backward")]
    public static partial int Backward(nint loss);

    [LibraryImport(Library, EntryPoint = Prefix + "clip_gradients")]
    public static partial double ClipGradients(nint* parameters, int count, double norm);

    [LibraryImport(Library, EntryPoint = Prefix + "adamw")]
    public static partial int AdamW(nint* parameters, nint* first, nint* second, int count, long step, double rate, double beta1, double beta2, double epsilon, double decay, int decayInGradient);

    [LibraryImport(Library, EntryPoint = Prefix + "add")]
    public static partial nint Add(nint a, nint b);

    [LibraryImport(Library, EntryPoint = Prefix + "subtract")]
    public static partial nint Subtract(nint a, nint b);

    [LibraryImport(Library, EntryPoint = Prefix + "multiply")]
    public static partial nint Multiply(nint a, nint b);

    [LibraryImport(Library, EntryPoint = Prefix + "divide")]
    public static partial nint Divide(nint a, nint b);

    [LibraryImport(Library, EntryPoint = Prefix + "affine")]
    public static partial nint Affine(nint a, double factor, double offset);

    [LibraryImport(Library, EntryPoint = Prefix + "clamp")]
    public static partial nint Clamp(nint a, double least, double most);

    [LibraryImport(Library, EntryPoint = Prefix + "abs")]
    public static partial nint Abs(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "sqrt")]
    public static partial nint Sqrt(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "sum")]
    public static partial nint Sum(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "mean")]
    public static partial nint Mean(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "sum_over")]
    public static partial nint SumOver(nint a, int dimension, int keep);

    [LibraryImport(Library, EntryPoint = Prefix + "reshape")]
    public static partial nint Reshape(nint a, long* shape, int dimensions);

    [LibraryImport(Library, EntryPoint = Prefix + "permute")]
    public static partial nint Permute(nint a, long* order, int dimensions);

    [LibraryImport(Library, EntryPoint = Prefix + "narrow")]
    public static partial nint Narrow(nint a, int dimension, long first, long count);

    [LibraryImport(Library, EntryPoint = Prefix + "join")]
    public static partial nint Join(nint* tensors, int count, int dimension);

    [LibraryImport(Library, EntryPoint = Prefix + "pixel_shuffle")]
    public static partial nint PixelShuffle(nint a, int factor);

    [LibraryImport(Library, EntryPoint = Prefix + "pixel_unshuffle")]
    public static partial nint PixelUnshuffle(nint a, int factor);

    [LibraryImport(Library, EntryPoint = Prefix + "convolution")]
    public static partial nint Convolution(nint a, nint weight, nint bias, int stride, int padding);

    [LibraryImport(Library, EntryPoint = Prefix + "transposed_convolution")]
    public static partial nint TransposedConvolution(nint a, nint weight, nint bias, int stride);

    [LibraryImport(Library, EntryPoint = Prefix + "max_pool")]
    public static partial nint MaxPool(nint a, int size);

    [LibraryImport(Library, EntryPoint = Prefix + "batch_norm")]
    public static partial nint BatchNorm(nint a, nint gain, nint shift, nint mean, nint variance, int training, double momentum, double epsilon);

    [LibraryImport(Library, EntryPoint = Prefix + "layer_norm")]
    public static partial nint LayerNorm(nint a, nint gain, nint shift, double epsilon);

    [LibraryImport(Library, EntryPoint = Prefix + "linear")]
    public static partial nint Linear(nint a, nint weight, nint bias);

    [LibraryImport(Library, EntryPoint = Prefix + "matmul")]
    public static partial nint MatMul(nint a, nint b);

    [LibraryImport(Library, EntryPoint = Prefix + "softmax")]
    public static partial nint Softmax(nint a, int dimension);

    [LibraryImport(Library, EntryPoint = Prefix + "relu")]
    public static partial nint Relu(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "gelu")]
    public static partial nint Gelu(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "sigmoid")]
    public static partial nint Sigmoid(nint a);

    [LibraryImport(Library, EntryPoint = Prefix + "cross_entropy")]
    public static partial nint CrossEntropy(nint logits, nint targets, nint weights);
}
