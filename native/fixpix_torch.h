/* A thin C face of libtorch: what FixPix's trainers call, and no more.
 *
 * Every function that can fail returns null (where it returns a tensor) or -1 (where it returns an int); fixpix_torch_error() then says why, on the same thread.
 * No exception crosses this border. A tensor that is returned belongs to the caller, who hands it to fixpix_torch_free() once; fixpix_torch_live() counts those not
 * yet handed back. Tensors are float32 unless said. Shapes are PyTorch's: images [count, channels, height, width]. Compiles against libtorch 1.13 and 2.x.
 */
#ifndef FIXPIX_TORCH_H
#define FIXPIX_TORCH_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fixpix_tensor fixpix_tensor;

/* The library */
const char *fixpix_torch_error(void);   /* why the last call on this thread failed: one line */
const char *fixpix_torch_version(void); /* libtorch's own version, like "1.13.1" */
int64_t fixpix_torch_live(void);        /* tensors handed out and not yet freed */
int fixpix_torch_cuda_devices(void);
int fixpix_torch_seed(int64_t seed);
int fixpix_torch_threads(int threads);
int fixpix_torch_gradients(int on);                /* returns whether they were on: 0 or 1 */
int fixpix_torch_autocast(int cuda, int bfloat16); /* bfloat16 where the device gains by it: 1 on, 0 off */

/* Tensors. cuda: -1 for the processor, else the number of the GPU */
fixpix_tensor *fixpix_torch_from(const float *values, const int64_t *shape, int dimensions, int cuda);
int fixpix_torch_to(const fixpix_tensor *tensor, float *values, int64_t count); /* waits for the GPU */
int fixpix_torch_dimensions(const fixpix_tensor *tensor);
int64_t fixpix_torch_length(const fixpix_tensor *tensor, int dimension);
void fixpix_torch_free(fixpix_tensor *tensor);
fixpix_tensor *fixpix_torch_alias(const fixpix_tensor *tensor); /* another handle of the same tensor */
fixpix_tensor *fixpix_torch_detach(const fixpix_tensor *tensor);
int fixpix_torch_assign(fixpix_tensor *tensor, const fixpix_tensor *values); /* copies values in place, outside of autograd */

/* Gradients */
int fixpix_torch_require_gradient(fixpix_tensor *tensor);
fixpix_tensor *fixpix_torch_gradient(const fixpix_tensor *tensor); /* an error where there is none */
int fixpix_torch_clear_gradient(fixpix_tensor *tensor);
int fixpix_torch_backward(fixpix_tensor *loss);
double fixpix_torch_clip_gradients(fixpix_tensor *const *parameters, int count, double norm); /* returns the norm before, -1 on error */

/* One step of AdamW (decoupled weight decay, Loshchilov 2019), or of Adam with the decay in the gradient; first and second are its moments, kept by the caller */
int fixpix_torch_adamw(fixpix_tensor *const *parameters, fixpix_tensor *const *first, fixpix_tensor *const *second, int count, int64_t step, double rate, double beta1,
                       double beta2, double epsilon, double decay, int decay_in_gradient);

/* Arithmetic, with broadcasting */
fixpix_tensor *fixpix_torch_add(const fixpix_tensor *a, const fixpix_tensor *b);
fixpix_tensor *fixpix_torch_subtract(const fixpix_tensor *a, const fixpix_tensor *b);
fixpix_tensor *fixpix_torch_multiply(const fixpix_tensor *a, const fixpix_tensor *b);
fixpix_tensor *fixpix_torch_divide(const fixpix_tensor *a, const fixpix_tensor *b);
fixpix_tensor *fixpix_torch_affine(const fixpix_tensor *a, double factor, double offset); /* a · factor + offset */
fixpix_tensor *fixpix_torch_clamp(const fixpix_tensor *a, double least, double most);
fixpix_tensor *fixpix_torch_abs(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_sqrt(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_sum(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_mean(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_sum_over(const fixpix_tensor *a, int dimension, int keep);

/* Shapes */
fixpix_tensor *fixpix_torch_reshape(const fixpix_tensor *a, const int64_t *shape, int dimensions);
fixpix_tensor *fixpix_torch_permute(const fixpix_tensor *a, const int64_t *order, int dimensions);
fixpix_tensor *fixpix_torch_narrow(const fixpix_tensor *a, int dimension, int64_t first, int64_t count);
fixpix_tensor *fixpix_torch_join(fixpix_tensor *const *tensors, int count, int dimension);
fixpix_tensor *fixpix_torch_pixel_shuffle(const fixpix_tensor *a, int factor);
fixpix_tensor *fixpix_torch_pixel_unshuffle(const fixpix_tensor *a, int factor);

/* Networks. bias may be null */
fixpix_tensor *fixpix_torch_convolution(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias, int stride, int padding);
fixpix_tensor *fixpix_torch_transposed_convolution(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias, int stride);
fixpix_tensor *fixpix_torch_max_pool(const fixpix_tensor *a, int size);
fixpix_tensor *fixpix_torch_batch_norm(const fixpix_tensor *a, const fixpix_tensor *gain, const fixpix_tensor *shift, fixpix_tensor *mean, fixpix_tensor *variance,
                                       int training, double momentum, double epsilon);
fixpix_tensor *fixpix_torch_layer_norm(const fixpix_tensor *a, const fixpix_tensor *gain, const fixpix_tensor *shift, double epsilon);
fixpix_tensor *fixpix_torch_linear(const fixpix_tensor *a, const fixpix_tensor *weight, const fixpix_tensor *bias);
fixpix_tensor *fixpix_torch_matmul(const fixpix_tensor *a, const fixpix_tensor *b);
fixpix_tensor *fixpix_torch_softmax(const fixpix_tensor *a, int dimension);
fixpix_tensor *fixpix_torch_relu(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_gelu(const fixpix_tensor *a); /* exact, by the error function */
fixpix_tensor *fixpix_torch_sigmoid(const fixpix_tensor *a);
fixpix_tensor *fixpix_torch_cross_entropy(const fixpix_tensor *logits, const fixpix_tensor *targets, const fixpix_tensor *weights); /* binary, mean; weights may be null */

#ifdef __cplusplus
}
#endif
#endif
