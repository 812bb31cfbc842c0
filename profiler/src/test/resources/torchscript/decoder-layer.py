class M(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  operands : List[Tensor]
  def prepare(self: __torch__.M,
      seed: Tensor) -> Tensor:
    operands = self.operands
    x = torch.randn([2, 16, 64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _x = torch.append(operands, x)
    norm1 = torch.randn([64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _norm1 = torch.append(operands, norm1)
    qkv = torch.randn([64, 128], dtype=15, layout=None, device=torch.device("cuda:0"))
    _qkv = torch.append(operands, qkv)
    o = torch.randn([64, 64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _o = torch.append(operands, o)
    norm2 = torch.randn([64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _norm2 = torch.append(operands, norm2)
    gate_up = torch.randn([64, 192], dtype=15, layout=None, device=torch.device("cuda:0"))
    _gate_up = torch.append(operands, gate_up)
    down = torch.randn([96, 64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _down = torch.append(operands, down)
    gradient = torch.randn([2, 16, 64], dtype=15, layout=None, device=torch.device("cuda:0"))
    _gradient = torch.append(operands, gradient)
    return torch.to(torch.select(torch.select(torch.select(torch.detach(x), 0, 0), 0, 0), 0, 0), 6)
  def forward(self: __torch__.M,
      steps: Tensor) -> Tensor:
    count = annotate(int, torch.item(steps))
    operands = self.operands
    x_value = operands[0]
    norm1_value = operands[1]
    qkv_value = operands[2]
    o_value = operands[3]
    norm2_value = operands[4]
    gate_up_value = operands[5]
    down_value = operands[6]
    gradient = operands[7]
    last = operands[0]
    _on = torch.set_grad_enabled(True)
    for _step in range(count):
      x = torch.requires_grad_(torch.detach(x_value))
      norm1 = torch.requires_grad_(torch.detach(norm1_value))
      qkv = torch.requires_grad_(torch.detach(qkv_value))
      o = torch.requires_grad_(torch.detach(o_value))
      norm2 = torch.requires_grad_(torch.detach(norm2_value))
      gate_up = torch.requires_grad_(torch.detach(gate_up_value))
      down = torch.requires_grad_(torch.detach(down_value))
      h0 = torch.matmul(torch.rms_norm(x, [64], norm1, 1.0000000000000001e-05), qkv)
      heads = torch.split_with_sizes(h0, [64, 32, 32], -1)
      q0 = torch.transpose(torch.reshape(heads[0], [2, 16, 4, 16]), 1, 2)
      k0 = torch.transpose(torch.reshape(heads[1], [2, 16, 2, 16]), 1, 2)
      v0 = torch.transpose(torch.reshape(heads[2], [2, 16, 2, 16]), 1, 2)
      c0 = torch.scaled_dot_product_attention(q0, k0, v0, None, 0., True, scale=None, enable_gqa=True)
      c1 = torch.reshape(torch.transpose(c0, 1, 2), [2, 16, 64])
      x1 = torch.add(x, torch.matmul(c1, o))
      h1 = torch.matmul(torch.rms_norm(x1, [64], norm2, 1.0000000000000001e-05), gate_up)
      halves = torch.chunk(h1, 2, -1)
      inner = torch.mul(torch.silu(halves[0]), halves[1])
      result = torch.add(x1, torch.matmul(inner, down))
      last0 = unchecked_cast(Tensor, torch.grad([result], [x, norm1, qkv, o, norm2, gate_up, down], annotate(List[Optional[Tensor]], [gradient]))[0])
      last = last0
    _off = torch.set_grad_enabled(False)
    return torch.to(torch.select(torch.select(torch.select(torch.detach(last), 0, 0), 0, 0), 0, 0), 6)
