export function Section({ title, help, children }: { title: string; help?: string; children: React.ReactNode }) {
  return (
    <section className="panel section" aria-label={title}>
      <h2>{title}</h2>
      {help && <p className="quiet">{help}</p>}
      {children}
    </section>
  );
}
