namespace FixPix.Training.Torch;

/// <summary>Adam with weight decay beside the gradient (Loshchilov and Hutter 2019) or in it (Kingma and Ba 2015 with an L2 penalty). Its state is plain tensors, so that a checkpoint resumes to the bit.</summary>
public sealed unsafe class AdamW : IDisposable
{
    private readonly IReadOnlyList<TorchTensor> _parameters;
    private readonly TorchTensor[] _first, _second;

    /// <summary>Starts with empty moments.</summary>
    /// <param name="parameters">What is trained; each requires its gradient.</param>
    /// <param name="device">Where they live.</param>
    public AdamW(IReadOnlyList<TorchTensor> parameters, TorchDevice device)
    {
        _parameters = parameters;
        _first = [.. parameters.Select(parameter => TorchTensor.Zeros(parameter.Shape, device))];
        _second = [.. parameters.Select(parameter => TorchTensor.Zeros(parameter.Shape, device))];
    }

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>The running mean of each parameter's gradient.</summary>
    public IReadOnlyList<TorchTensor> FirstMoments => _first;

    /// <summary>The running mean of each parameter's squared gradient.</summary>
    public IReadOnlyList<TorchTensor> SecondMoments => _second;

    /// <summary>Shortens all gradients together to a norm where they are longer, and returns the norm before.</summary>
    public double ClipGradients(double norm)
    {
        fixed (nint* parameters = TorchTensor.Handles(_parameters))
        {
            double before = Native.ClipGradients(parameters, _parameters.Count, norm);
            TorchLibrary.Done(before);
            return before;
        }
    }

    /// <summary>One step along the gradients, which are then cleared.</summary>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weight decay, in units of the rate.</param>
    /// <param name="decayInGradient">Whether the decay is added to the gradient, and so scaled by its moments, instead of taken off the parameters.</param>
    /// <param name="beta1">Memory of the mean.</param>
    /// <param name="beta2">Memory of the mean square.</param>
    /// <param name="epsilon">Added to the root.</param>
    public void Step(double rate, double decay, bool decayInGradient = false, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        Steps++;
        fixed (nint* parameters = TorchTensor.Handles(_parameters), first = TorchTensor.Handles(_first), second = TorchTensor.Handles(_second))
        {
            TorchLibrary.Done(Native.AdamW(parameters, first, second, _parameters.Count, Steps, rate, beta1, beta2, epsilon, decay, decayInGradient ? 1 : 0));
        }

        foreach (TorchTensor parameter in _parameters)
        {
            parameter.ClearGradient();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TorchTensor moment in _first.Concat(_second))
        {
            moment.Dispose();
        }
    }
}
