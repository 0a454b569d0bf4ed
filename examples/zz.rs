fn main() {
    let n: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let c = torntape::corpus::Corpus::new(1);
    let s = c.sample(n);
    print!("{}", String::from_utf8_lossy(&s.bytes));
    let total: usize = (0..3000).map(|n| c.sample(n).bytes.len()).sum();
    eprintln!("mean {}", total / 3000);
}
