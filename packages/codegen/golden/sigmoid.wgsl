fn response(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let rows = shape.x;
  let row = (group.y * groups.x + group.x) * 64u + local;
  if (row >= rows) { return; }
  let eta1 = eta[row];
  let v1 = abs(eta1);
  let u = exp(max(-v1, -104.0));
  let s = 1.0 + u;
  let p2 = select(u, 1.0, 0.0 <= eta1) / s;
  result[row] = p2;
}
