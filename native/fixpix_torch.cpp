#include "fixpix_torch.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <atomic>
#include <climits>
#include <cmath>
#include <string>
#include <vector>

#include <dlfcn.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

struct fixpix_tensor {
    at::Tensor value;
};

namespace {

thread_local std::string last_error;
std::atomic<int64_t> live{0};

/* Keeps the first line: libtorch adds a trace of its own calls below it. */
void remember(const std::exception &failure) {
    const auto *own = dynamic_cast<const c10::Error *>(&failure);
    last_error = own ? own->what_without_backtrace() : failure.what();
    last_error = last_error.substr(0, last_error.find('\n'));
}

fixpix_tensor *hand_out(at::Tensor value) {
    auto *tensor = new fixpix_tensor{std::move(value)};
    ++live;
    return tensor;
}

/* Runs a body that makes a tensor; an exception becomes null and a remembered line. */
template <class Body> fixpix_tensor *make(Body body) {
    try {
        return hand_out(body());
    } catch (const std::exception &failure) {
        remember(failure);
        return nullptr;
    }
}

/* Runs a body that returns a number; an exception becomes -1 and a remembered line. */
template <class Body> auto run(Body body) -> decltype(body()) {
    try {
        return body();
    } catch (const std::exception &failure) {
        remember(failure);
        return -1;
    }
}

at::IntArrayRef ints(const int64_t *values, int count) { return at::IntArrayRef(values, static_cast<size_t>(count)); }

c10::optional<at::Tensor> maybe(const fixpix_tensor *tensor) { return tensor ? c10::optional<at::Tensor>(tensor->value) : c10::nullopt; }

std::vector<at::Tensor> list(fixpix_tensor *const *tensors, int count) {
    std::vector<at::Tensor> values;
    values.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; i++) {
        values.push_back(tensors[i]->value);
    }
    return values;
}

} // namespace

extern "C" {

const char *fixpix_torch_error(void) { return last_error.c_str(); }

const char *fixpix_torch_version(void) { return TORCH_VERSION; }

int64_t fixpix_torch_live(void) { return live; }

int fixpix_torch_cuda_devices(void) {
    return run([] { return static_cast<int>(torch::cuda::device_count()); });
}

int fixpix_torch_seed(int64_t seed) {
    return run([=] {
        torch::manual_seed(seed);
        return 0;
    });
}

int fixpix_torch_threads(int threads) {
    return run([=] {
#ifdef __GLIBC__
        /* Each step frees and takes the same large blocks: handed back to the system, clearing them anew took a quarter of the time. */
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
        at::set_num_threads(threads);

        /* OpenBLAS keeps threads of its own, which libtorch does not know: left alone they spin beside those that work. */
        if (void *own = dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) {
            reinterpret_cast<void (*)(int)>(own)(threads);
        }

        return 0;
    });
}

int fixpix_torch_gradients(int on) {
    return run([=] {
        bool before = at::GradMode::is_enabled();
        at::GradMode::set_enabled(on != 0);
        return before ? 1 : 0;
    });
}

int fixpix_torch_autocast(int cuda, int bfloat16) {
    return run([=] {
        bool on = bfloat16 != 0;
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
        at::DeviceType device = cuda ? at::kCUDA : at::kCPU;
        at::autocast::set_autocast_dtype(device, at::kBFloat16);
        at::autocast::set_autocast_enabled(device, on);
#else
        if (cuda) {
            at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
            at::autocast::set_enabled(on);
        } else {
            at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
            at::autocast::set_cpu_enabled(on);
        }
#endif
        if (!on) {
            at::autocast::clear_cache();
        }
        return 0;
    });
}

fixpix_tensor *fixpix_torch_from(const float *values, const int64_t *shape, int dimensions, int cuda) {
    return make([=] {
        at::Tensor here = torch::from_blob(const_cast<float *>(values), ints(shape, dimensions), torch::kFloat32);
        return cuda < 0 ? here.clone() : here.to(torch::Device(torch::kCUDA, static_cast<c10::DeviceIndex>(cuda)));
    });
}

int fixpix_torch_to(const fixpix_tensor *tensor, float *values, int64_t count) {
    return run([=] {
        TORCH_CHECK(tensor->value.numel() == count, "tensor of ", tensor->value.numel(), " values read into ", count);
        at::NoGradGuard guard;
        torch::from_blob(values, {count}, torch::kFloat32).copy_(tensor->value.detach().reshape({count}));
        return 0;
    });
}

int fixpix_torch_dimensions(const fixpix_tensor *tensor) { return static_cast<int>(tensor->value.dim()); }

int64_t fixpix_torch_length(const fixpix_tensor *tensor, int dimension) {
    return run([=] { return tensor->value.size(dimension); });
}

void fixpix_torch_free(fixpix_tensor *tensor) {
    if (tensor) {
        delete tensor;
        --live;
    }
}

fixpix_tensor *fixpix_torch_alias(const fixpix_tensor *tensor) {
    return make([=] { return tensor->value; });
}

fixpix_tensor *fixpix_torch_detach(const fixpix_tensor *tensor) {
    return make([=] { return tensor->value.detach(); });
}

int fixpix_torch_assign(fixpix_tensor *tensor, const fixpix_tensor *values) {
    return run([=] {
        at::NoGradGuard guard;
        TORCH_CHECK(tensor->value.sizes() == values->value.sizes(), "values of shape ", values->value.sizes(), " assigned to a tensor of shape ", tensor->value.sizes());
        tensor->value.copy_(values->value);
        return 0;
    });
}

int fixpix_torch_require_gradient(fixpix_tensor *tensor) {
    return run([=] {
        tensor->value.requires_grad_(true);
        return 0;
    });
}

fixpix_tensor *fixpix_torch_gradient(const fixpix_tensor *tensor) {
    return make([=] {
        TORCH_CHECK(tensor->value.grad().defined(), "the tensor has no gradient");
        return tensor->value.grad();
    });
}

int fixpix_torch_clear_gradient(fixpix_tensor *tensor) {
    return run([=] {
        tensor->value.mutable_grad() = at::Tensor();
        return 0;
    });
}

int fixpix_torch_backward(fixpix_tensor *loss) {
    return run([=] {
        loss->value.backward();
        return 0;
    });
}

double fixpix_torch_clip_gradients(fixpix_tensor *const *parameters, int count, double norm) {
    return run([=] { return static_cast<double>(torch::nn::utils::clip_grad_norm_(list(parameters, count), norm)); });
}

int fixpix_torch_adamw(fixpix_tensor *const *parameters, fixpix_tensor *const *first, fixpix_tensor *const *second, int count, int64_t step, double rate, double beta1,
                       double beta2, double epsilon, double decay, int decay_in_gradient) {
    return run([=] {
        at::NoGradGuard guard;
        double bias1 = 1 - std::pow(beta1, static_cast<double>(step)), bias2 = 1 - std::pow(beta2, static_cast<double>(step));
        for (int i = 0; i < count; i++) {
            at::Tensor &parameter = parameters[i]->value;
            at::Tensor gradient = parameter.grad();
            if (!gradient.defined()) {
                continue;
            }
            if (decay_in_gradient) {
                gradient = gradient.add(parameter, decay);
            } else {
                parameter.mul_(1 - rate * decay);
            }
            first[i]->value.mul_(beta1).add_(gradient, 1 - beta1);
            second[i]->value.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
            parameter.addcdiv_(first[i]->value, (second[i]->value / bias2).sqrt_().add_(epsilon), -rate / bias1);
        }
        return 0;
    });
}

fixpix_tensor *fixpix_torch_add(const fixpix_tensor *a, const fixpix_tensor *b) {
    return make([=] { return a->value + b->value; });
}

fixpix_tensor *fixpix_torch_subtract(const fixpix_tensor *a, const fixpix_tensor *b) {
    return make([=] { return a->value - b->value; });
}

fixpix_tensor *fixpix_torch_multiply(const fixpix_tensor *a, const fixpix_tensor *b) {
    return make([=] { return a->value * b->value; });
}

fixpix_tensor *fixpix_torch_divide(const fixpix_tensor *a, const fixpix_tensor *b) {
    return make([=] { return a->value / b->value; });
}

fixpix_tensor *fixpix_torch_affine(const fixpix_tensor *a, double factor, double offset) {
    return make([=] { return a->value * factor + offset; });
}

fixpix_tensor *fixpix_torch_clamp(const fixpix_tensor *a, double least, double most) {
    return make([=] { return a->value.clamp(least, most); });
}

fixpix_tensor *fixpix_torch_abs(const fixpix_tensor *a) {
    return make([=] { return a->value.abs(); });
}

fixpix_tensor *fixpix_torch_sqrt(const fixpix_tensor *a) {
    return make([=] { return a->value.sqrt(); });
}

fixpix_tensor *fixpix_torch_sum(const fixpix_tensor *a) {
    return make([=] { return a->value.sum(); });
}

fixpix_tensor *fixpix_torch_mean(const fixpix_tensor *a) {
    return make([=] { return a->value.mean(); });
}

fixpix_tensor *fixpix_torch_sum_over(const fixpix_tensor *a, int dimension, int keep) {
    return make([=] { return a->value.sum(dimension, keep != 0); });
}

fixpix_tensor *fixpix_torch_reshape(const fixpix_tensor *a, const int64_t *shape, int dimensions) {
    return make([=] { return a->value.reshape(ints(shape, dimensions)); });
}

fixpix_tensor *fixpix_torch_permute(const fixpix_tensor *a, const int64_t *order, int dimensions) {
    return make([=] { return a->value.permute(ints(order, dimensions)); });
}

fixpix_tensor *fixpix_torch_narrow(const fixpix_tensor *a, int dimension, int64_t first, int64_t count) {
    return make([=] { return a->value.narrow(dimension, first, count); });
}

fixpix_tensor *fixpix_torch_join(fixpix_tensor *const *tensors, int count, int dimension) {
    return make([=] { return torch::cat(list(tensors, count), dimension); });
}

fixpix_tensor *fixpix_torch_pixel_shuffle(const fixpix_tensor *a, int factor) {
    return make([=] { return torch::pixel_shuffle(a->value, factor); });
}

fixpix_tensor *fixpix_torch_pixel_unshuffle(const fixpix_tensor *a, int factor) {
    return make([=] { return torch::pixel_unshuffle(a->value, factor); });
}

fixpix_tensor *fixpix_torch_convolution(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias, int stride, int padding) {
    return make([=] { return torch::conv2d(a->value, weight->value, maybe(bias), stride, padding); });
}

fixpix_tensor *fixpix_torch_transposed_convolution(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias, int stride) {
    return make([=] { return torch::conv_transpose2d(a->value, weight->value, maybe(bias), stride); });
}

fixpix_tensor *fixpix_torch_max_pool(const fixpix_tensor *a, int size) {
    return make([=] { return torch::max_pool2d(a->value, size); });
}

fixpix_tensor *fixpix_torch_batch_norm(const fixpix_tensor *a, const fixpix_tensor *gain, const fixpix_tensor *shift, fixpix_tensor *mean, fixpix_tensor *variance,
                                       int training, double momentum, double epsilon) {
    return make([=] {
        return torch::batch_norm(a->value, maybe(gain), maybe(shift), maybe(mean), maybe(variance), training != 0, momentum, epsilon, at::globalContext().userEnabledCuDNN());
    });
}

fixpix_tensor *fixpix_torch_layer_norm(const fixpix_tensor *a, const fixpix_tensor *gain, const fixpix_tensor *shift, double epsilon) {
    return make([=] { return torch::layer_norm(a->value, gain->value.sizes(), gain->value, shift->value, epsilon); });
}

fixpix_tensor *fixpix_torch_linear(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias) {
    return make([=] { return torch::linear(a->value, weight->value, maybe(bias)); });
}

fixpix_tensor *fixpix_torch_matmul(const fixpix_tensor *a, const fixpix_tensor *b) {
    return make([=] { return torch::matmul(a->value, b->value); });
}

fixpix_tensor *fixpix_torch_softmax(const fixpix_tensor *a, int dimension) {
    return make([=] { return torch::softmax(a->value, dimension); });
}

fixpix_tensor *fixpix_torch_relu(const fixpix_tensor *a) {
    return make([=] { return torch::relu(a->value); });
}

fixpix_tensor *fixpix_torch_gelu(const fixpix_tensor *a) {
    return make([=] { return torch::gelu(a->value); });
}

fixpix_tensor *fixpix_torch_sigmoid(const fixpix_tensor *a) {
    return make([=] { return torch::sigmoid(a->value); });
}

fixpix_tensor *fixpix_torch_cross_entropy(const fixpix_tensor *logits, const fixpix_tensor *targets, const fixpix_tensor *weights) {
    // In single precision even under autocast: a sum of many small terms.
    return make([=] { return torch::binary_cross_entropy_with_logits(logits->value.to(torch::kFloat32), targets->value, maybe(weights)); });
}

} // extern "C"
